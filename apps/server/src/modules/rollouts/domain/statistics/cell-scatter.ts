import type { Counts } from './counts.js';
import type { Dispersion } from './dispersion.js';

/** What the cells of one arm have to be remembered by, for how its bad requests spread over them. */
export interface CellScatter {
  readonly cells: number;
  readonly badSquares: number;
  readonly badTimesCount: number;
  readonly countSquares: number;
}

export const NO_CELL_SCATTER: CellScatter = {
  cells: 0,
  badSquares: 0,
  badTimesCount: 0,
  countSquares: 0,
};

/** Both together. */
export function addCellScatter(a: CellScatter, b: CellScatter): CellScatter {
  return {
    cells: a.cells + b.cells,
    badSquares: a.badSquares + b.badSquares,
    badTimesCount: a.badTimesCount + b.badTimesCount,
    countSquares: a.countSquares + b.countSquares,
  };
}

/** That of one cell; nothing where it saw no request. */
export function cellScatterOf({ count, bad }: Counts): CellScatter {
  if (count === 0) return NO_CELL_SCATTER;
  return {
    cells: 1,
    badSquares: bad * bad,
    badTimesCount: bad * count,
    countSquares: count * count,
  };
}

/**
 * Scatter of the bad requests of an arm between its cells (instances × rounds) around the share of
 * all of them, Σ (bad − p·count)² · m / (m − 1), beside the variance that independent rare ones have:
 * one user who fails twenty times sits in a few cells, a fault in all. None below two cells.
 */
export function dispersionWithin(total: Counts, scatter: CellScatter): Dispersion {
  const { cells, badSquares, badTimesCount, countSquares } = scatter;
  if (cells < 2 || total.bad === 0) return { squares: 0, variance: 0, noise: 0 };
  const share = total.bad / total.count;
  const around = badSquares - 2 * share * badTimesCount + share * share * countSquares;
  return {
    squares: (Math.max(0, around) * cells) / (cells - 1),
    variance: total.bad,
    noise: 2 * share * share * countSquares + total.bad,
  };
}
