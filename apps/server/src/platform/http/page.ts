import { encodeCursor } from './cursor.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/**
 * The page made of `rows`, which were asked for as `limit + 1`: the extra row only says that there
 * are more. `keysOf` names the sort keys of a row.
 */
export function pageFrom<R, T>(
  rows: readonly R[],
  limit: number,
  keysOf: (row: R) => readonly (string | number)[],
  itemOf: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keysOf(last)) : null,
  };
}
