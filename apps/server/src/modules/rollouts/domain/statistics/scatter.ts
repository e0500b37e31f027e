import { contrastOf } from './contrast.js';
import { addCounts, type Counts } from './counts.js';
import {
  addDispersion,
  degreesOfFreedom,
  fadeDispersion,
  inflationBound,
  MOST_INFLATION,
  NO_DISPERSION,
  type Dispersion,
} from './dispersion.js';

/** Scatter of this many checks ago counts for 1/e. */
const FADE = 1 - 1 / 1_000;

/** Lengths of time that are compared: one check, two, four. */
const LEVELS = 3;

/** Until a length of time is known, it is taken to scatter so many times as much as half of it. */
const ASSUMED_GROWTH = 1.5;
/** Degrees of freedom that this assumption is worth. */
const ASSUMED_WORTH = 3;

/** Scatter at one length of time, with the block that still waits for its neighbour. */
export interface ScatterLevel {
  readonly waiting: Counts | null;
  readonly seen: Dispersion;
}

/**
 * How bad requests scatter: between neighbouring cells of one instance, and between neighbouring
 * stretches of one, two and four checks over all instances, which is where retries show that go on
 * into the next report (blocks of doubling length, as in a Haar decomposition).
 */
export interface Scatter {
  readonly cells: Dispersion;
  readonly levels: readonly ScatterLevel[];
}

export const NO_SCATTER: Scatter = {
  cells: NO_DISPERSION,
  levels: Array.from({ length: LEVELS }, () => ({ waiting: null, seen: NO_DISPERSION })),
};

/** Scatter with one check added: the contrasts between cells, and the counts of the whole check. */
export function addScatter(scatter: Scatter, cells: Dispersion, check: Counts): Scatter {
  let block: Counts | null = check.count > 0 ? check : null;
  const levels = scatter.levels.map((level) => {
    const seen = fadeDispersion(level.seen, FADE);
    if (!block) return { ...level, seen };
    if (!level.waiting) {
      const waiting = block;
      block = null;
      return { waiting, seen };
    }
    const contrast = contrastOf(block, level.waiting);
    block = addCounts(block, level.waiting);
    return { waiting: null, seen: addDispersion(seen, contrast) };
  });
  return { cells: fadeDispersion(cells, FADE), levels };
}

/** What is kept when time is interrupted: what was seen, but no half pairs. */
export function interruptScatter(scatter: Scatter): Scatter {
  return { ...scatter, levels: scatter.levels.map(({ seen }) => ({ waiting: null, seen })) };
}

/**
 * How many times the binomial variance requests really have, 1 to 30 (users who come in clusters and
 * retry are not independent): the largest over all lengths of time. Between cells an upper 90 % bound;
 * a longer time starts from the assumption that it scatters 1.5 times as much as half of it.
 */
export function inflationOf({ cells, levels }: Scatter): number {
  let inflation = inflationBound(cells);
  let largest = inflation;
  for (const { seen } of levels) {
    const df = degreesOfFreedom(seen);
    const assumed = inflation * ASSUMED_GROWTH;
    const ratio = df === 0 ? 0 : seen.squares / seen.variance;
    inflation = Math.max(1, (df * ratio + ASSUMED_WORTH * assumed) / (df + ASSUMED_WORTH));
    largest = Math.max(largest, inflation);
  }
  return Math.min(MOST_INFLATION, largest);
}
