import { usageError } from './cli-error.js';

/** The whole number above 0 that an option was given, undefined where it was not given. Anything else is exit code 2. */
export function positiveNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(`${option} ${text}: that is no whole number above 0.`);
}
