import { problemAt, shown, type Problem } from './problem.js';

const MAX_LENGTH = 256;

/** No problem for an attribute name: a non-empty string of at most 256 characters. */
export function checkAttribute(name: unknown, where: string): Problem[] {
  if (typeof name === 'string' && name !== '' && name.length <= MAX_LENGTH) return [];
  const message = `${shown(name)} is no attribute name; it is a non-empty string of at most ${MAX_LENGTH} characters.`;
  return [problemAt(where, 'INVALID_ATTRIBUTE', message)];
}

/** The same for a `by` that may be left out. */
export function checkBy(by: unknown, where: string): Problem[] {
  return by === undefined ? [] : checkAttribute(by, `${where}.by`);
}
