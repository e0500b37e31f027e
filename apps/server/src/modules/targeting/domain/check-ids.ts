import { problemAt, shown, type Problem } from './problem.js';

/** Most entries one list may hold (evaluation.md §8). */
export const MAX_LIST_ENTRIES = 100_000;

const MAX_ID_LENGTH = 1_024;

/** No problem for a list of at most 100,000 non-empty strings. */
export function checkIds(ids: readonly unknown[], where: string): Problem[] {
  if (ids.length > MAX_LIST_ENTRIES) return [tooLong(ids.length, where)];
  const index = ids.findIndex(
    (id) => typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH,
  );
  if (index < 0) return [];
  const message = `${shown(ids[index])} is no id; ids are strings of 1 to ${MAX_ID_LENGTH} characters.`;
  return [problemAt(`${where}[${index}]`, 'INVALID_LIST', message)];
}

/** The problem of a list with more entries than are allowed. */
export function tooLong(length: number, where: string): Problem {
  const message = `${length} entries; a list may hold at most ${MAX_LIST_ENTRIES}.`;
  return problemAt(where, 'LIST_TOO_LONG', message);
}
