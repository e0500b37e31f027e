import { contrastOf } from './contrast.js';
import { addCounts, NO_COUNTS, type Counts } from './counts.js';
import {
  addDispersion,
  fadeDispersion,
  inflationAt,
  NO_DISPERSION,
  revised,
  type Belief,
  type Dispersion,
} from './dispersion.js';

/** Scatter of this many rounds ago counts for 1/e. */
const FADE = 1 - 1 / 2_000;

/** A cell is compared with up to so many before it, a block with up to two. */
const CELLS_BEFORE = 4;
const BLOCKS_BEFORE = 2;

/** Blocks of 1, 2, 4, 8 and 16 rounds: a minute and a half at one round every 5 s. */
const LEVELS = 5;

/** What is believed of scatter before anything was seen. */
const AT_FIRST: Belief = { inflation: 2, worth: 4 };
/** A longer time is believed to scatter so many times as much as half of it, and to be known no better than so. */
const GROWTH: Belief = { inflation: 1.2, worth: 5 };
/** Standard normal quantile of 80 %. */
const BOUND = 0.8416;

/** Requests of one stratum in one round. */
export interface Stratum {
  readonly instance: string;
  readonly counts: Counts;
}

/** Scatter at one length of time, with the block that is still growing. */
export interface ScatterLevel {
  readonly block: Counts;
  readonly rounds: number;
  readonly before: readonly Counts[];
  readonly seen: Dispersion;
}

/**
 * How bad requests scatter: reports of one instance around those before them, and all instances
 * together in blocks of 1 to 16 rounds around the blocks before, which is where retries show that go
 * on into later reports.
 */
export interface Scatter {
  readonly cells: Dispersion;
  readonly strata: Readonly<Record<string, readonly Counts[]>>;
  readonly levels: readonly ScatterLevel[];
}

const NEW_LEVEL: ScatterLevel = { block: NO_COUNTS, rounds: 0, before: [], seen: NO_DISPERSION };

export const NO_SCATTER: Scatter = {
  cells: NO_DISPERSION,
  strata: {},
  levels: Array.from({ length: LEVELS }, () => NEW_LEVEL),
};

/** Dispersion with the difference between some counts and the sum of those before them. */
function addDifference(sum: Dispersion, counts: Counts, before: readonly Counts[]): Dispersion {
  if (before.length === 0) return sum;
  return addDispersion(sum, contrastOf(counts, before.reduce(addCounts)));
}

function addToLevel(level: ScatterLevel, total: Counts, length: number): ScatterLevel {
  const block = addCounts(level.block, total);
  const rounds = level.rounds + 1;
  const seen = fadeDispersion(level.seen, FADE);
  if (rounds < length) return { ...level, block, rounds, seen };
  return {
    block: NO_COUNTS,
    rounds: 0,
    before: [...level.before.slice(1 - BLOCKS_BEFORE), block],
    seen: addDifference(seen, block, level.before),
  };
}

/** Scatter with one round added: its strata, and what they come to. */
export function addScatter(scatter: Scatter, round: readonly Stratum[], total: Counts): Scatter {
  let cells = fadeDispersion(scatter.cells, FADE);
  const strata: Record<string, readonly Counts[]> = {};
  for (const { instance, counts } of round) {
    const before = scatter.strata[instance] ?? [];
    cells = addDifference(cells, counts, before);
    strata[instance] = [...before.slice(1 - CELLS_BEFORE), counts];
  }
  const levels = scatter.levels.map((level, index) => addToLevel(level, total, 2 ** index));
  return { cells, strata, levels };
}

/** What is kept when time is interrupted: what was seen, but nothing to go on from. */
export function interruptScatter({ cells, levels }: Scatter): Scatter {
  return { cells, strata: {}, levels: levels.map(({ seen }) => ({ ...NEW_LEVEL, seen })) };
}

/**
 * What is believed of how many times the binomial variance the requests of `rounds` rounds really have
 * (users who come in clusters and retry are not independent): the largest estimate over all lengths of
 * time up to twice that. A longer time starts from the belief that it scatters a fifth more than half
 * of it.
 */
export function beliefOf({ cells, levels }: Scatter, rounds: number): Belief {
  let belief = revised(AT_FIRST, cells);
  let largest = belief;
  for (const [index, { seen }] of levels.entries()) {
    if (2 ** index > 2 * rounds) break;
    const inflation = Math.max(1, belief.inflation) * GROWTH.inflation;
    belief = revised({ inflation, worth: Math.min(belief.worth, GROWTH.worth) }, seen);
    if (belief.inflation > largest.inflation) largest = belief;
  }
  return largest;
}

/** Upper 80 % bound of the inflation of `rounds` rounds, 1 to 30. */
export function inflationOf(scatter: Scatter, rounds: number): number {
  return inflationAt(beliefOf(scatter, rounds), BOUND);
}
