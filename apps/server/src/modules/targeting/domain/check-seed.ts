import { problemAt, shown, type Problem } from './problem.js';

const MAX_SEED = 2 ** 32 - 1;

/** No problem for an unsigned 32-bit integer, or for none. */
export function checkSeed(seed: unknown, where: string): Problem[] {
  if (seed === undefined) return [];
  if (Number.isInteger(seed) && (seed as number) >= 0 && (seed as number) <= MAX_SEED) return [];
  const message = `${shown(seed)} is no seed; it is a whole number from 0 to ${MAX_SEED}. Leave it out to have one drawn.`;
  return [problemAt(`${where}.seed`, 'INVALID_SEED', message)];
}
