import { usageError } from '../../command/cli-error.js';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The number an option was given; anything else is a usage error that names it. */
export function parseNumber(option: string, text: string): number {
  const plain = text.trim().replace(/\s*%$/, '');
  if (!NUMBER.test(plain)) throw usageError(`${option} ${text} is no number.`);
  return Number(plain);
}
