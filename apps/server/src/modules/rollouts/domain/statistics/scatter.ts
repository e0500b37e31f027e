import { contrastOf } from './contrast.js';
import { addCounts, NO_COUNTS, type Counts } from './counts.js';
import {
  addDispersion,
  inflationAt,
  NO_DISPERSION,
  revised,
  type Belief,
  type Dispersion,
} from './dispersion.js';

/** Scatter of this many rounds ago counts for 1/e. */
const FADE = 1 - 1 / 2_000;

/** A cell is compared with up to so many before it; a block with two. */
const CELLS_BEFORE = 4;

/** Blocks of 1, 2, 4, 8 and 16 rounds: a minute and a half at one round every 5 s. */
const LEVELS = 5;

/** What is believed of scatter before it was seen. */
export interface Prior {
  /** Of reports around those before them. */
  readonly first: Belief;
  /** Excess of the inflation at twice the time, in excesses, at least `least`: 2 is the most there can be. */
  readonly growth: number;
  readonly least: number;
  /** Degrees of freedom that are carried from one length of time to the next. */
  readonly carried: number;
}

/**
 * What is believed of few bad requests, and of any change in mid-step: that they may be users who retry
 * for minutes. Excess variance of a process whose parts are not negatively correlated at most doubles
 * when the time doubles (Cauchy and Schwarz); it is taken to do that until seen otherwise.
 */
export const SUSPICIOUS: Prior = {
  first: { inflation: 2, worth: 4 },
  growth: 2,
  least: 0.5,
  carried: 10,
};

/** What is believed where so much is bad at the beginning of a step that one user can hardly have done it. */
export const TRUSTING: Prior = {
  first: { inflation: 1.4, worth: 8 },
  growth: 1.3,
  least: 0,
  carried: 8,
};

/** Standard normal quantile of 90 %. */
const BOUND = 1.2816;

/** Requests of one stratum in one round. */
export interface Stratum {
  readonly instance: string;
  readonly counts: Counts;
}

/** Scatter at one length of time, with the half of a block that waits for the other one. */
export interface ScatterLevel {
  readonly block: Counts;
  readonly halves: number;
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

const NEW_LEVEL: ScatterLevel = { block: NO_COUNTS, halves: 0, before: [], seen: NO_DISPERSION };

export const NO_SCATTER: Scatter = {
  cells: NO_DISPERSION,
  strata: {},
  levels: Array.from({ length: LEVELS }, () => NEW_LEVEL),
};

/** Fades by length of block. */
const FADES = Array.from({ length: LEVELS }, (_, index) => FADE ** (2 ** index));

/** Dispersion, faded, with the difference between some counts and the sum of those before them. */
function addDifference(
  sum: Dispersion,
  fade: number,
  { counts, before }: { readonly counts: Counts; readonly before: readonly Counts[] },
): Dispersion {
  let count = 0;
  let bad = 0;
  for (const one of before) {
    count += one.count;
    bad += one.bad;
  }
  return addDispersion(sum, contrastOf(counts, { count, bad }), fade);
}

function closeBlock(level: ScatterLevel, block: Counts, fade: number): ScatterLevel {
  const { before, seen } = level;
  const [last] = before.slice(-1);
  return {
    block: NO_COUNTS,
    halves: 0,
    before: last ? [last, block] : [block],
    seen: addDifference(seen, fade, { counts: block, before }),
  };
}

/** Two blocks of one length make one of the next, so that most rounds touch few levels. */
function addToLevels(levels: readonly ScatterLevel[], total: Counts): readonly ScatterLevel[] {
  const next = [...levels];
  let block = total;
  for (const [index, level] of levels.entries()) {
    if (index > 0) {
      if (level.halves === 0) {
        next[index] = { ...level, block, halves: 1 };
        break;
      }
      block = addCounts(level.block, block);
    }
    next[index] = closeBlock(level, block, FADES[index] ?? 1);
  }
  return next;
}

/** Scatter with one round added: its strata, and what they come to. */
export function addScatter(scatter: Scatter, round: readonly Stratum[], total: Counts): Scatter {
  let cells = scatter.cells;
  let fade = FADE;
  const strata: Record<string, readonly Counts[]> = {};
  for (const { instance, counts } of round) {
    const before = scatter.strata[instance] ?? [];
    cells = addDifference(cells, fade, { counts, before });
    fade = 1;
    strata[instance] =
      before.length < CELLS_BEFORE ? [...before, counts] : [...before.slice(1), counts];
  }
  return { cells, strata, levels: addToLevels(scatter.levels, total) };
}

/** What is kept when time is interrupted: what was seen, but nothing to go on from. */
export function interruptScatter({ cells, levels }: Scatter): Scatter {
  return { cells, strata: {}, levels: levels.map(({ seen }) => ({ ...NEW_LEVEL, seen })) };
}

/**
 * What is believed of how many times the binomial variance the requests of `rounds` rounds really have
 * (users who come in clusters and retry are not independent): the largest estimate over all lengths of
 * time up to twice that, each beginning with what half of it tells.
 */
export function beliefOf(scatter: Scatter, rounds: number, prior: Prior = SUSPICIOUS): Belief {
  let belief = revised(prior.first, scatter.cells);
  let largest = belief;
  for (const [index, { seen }] of scatter.levels.entries()) {
    if (2 ** index > 2 * rounds) break;
    // Reports and rounds are of the same length: what is between the instances is not yet more time.
    const growth = index === 0 ? 1 : prior.growth;
    const inflation = 1 + growth * Math.max(prior.least, belief.inflation - 1);
    belief = revised({ inflation, worth: Math.min(belief.worth, prior.carried) }, seen);
    if (belief.inflation > largest.inflation) largest = belief;
  }
  return largest;
}

/** Upper 90 % bound of the inflation of `rounds` rounds, 1 to 30. */
export function inflationOf(scatter: Scatter, rounds: number): number {
  return inflationAt(beliefOf(scatter, rounds), BOUND);
}
