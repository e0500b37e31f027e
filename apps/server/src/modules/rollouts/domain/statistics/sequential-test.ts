import { lookShare, overLooks, spendable } from './budget.js';
import { sequentialBoundary } from './confidence-sequence.js';
import { shareOf } from './counts.js';
import { NOTHING, type Cumulative, type Evidence, type Stretch } from './evidence.js';
import { marginOf, type GuardTest } from './guard-test.js';
import { inflationOf } from './scatter.js';

/** Fewer cells say too little about how they scatter. */
const FEWEST_CELLS = 12;

/** Time after which the test begins afresh, beside the one that remembers everything. */
const STRETCH_MS = 3_600_000;

/** How the sequential test stands: it fires when `lower` is above 0 and the practical limits are passed. */
export interface SequentialResult {
  /** Estimated difference of the two shares, treatment minus control. */
  readonly difference: number;
  /** Lower end of the confidence sequence of that difference, valid at every look. */
  readonly lower: number;
  readonly alpha: number;
  readonly cells: number;
  readonly fires: boolean;
}

/** Variance between instances and windows: Σ (excess − weight · difference)² · m / (m − 1). */
function varianceBetween(sum: Cumulative, difference: number): number {
  const squares =
    sum.excessSquares -
    2 * difference * sum.excessWeights +
    difference * difference * sum.weightSquares;
  return (squares * sum.cells) / (sum.cells - 1);
}

function resultOf(
  sum: Cumulative,
  test: GuardTest,
  { alpha, inflation }: { readonly alpha: number; readonly inflation: number },
): SequentialResult | null {
  if (sum.cells < FEWEST_CELLS || sum.variance === 0) return null;
  const difference = sum.excess / sum.weight;
  const variance = Math.max(sum.variance * inflation, varianceBetween(sum, difference));
  const lower = difference - sequentialBoundary(variance, alpha) / sum.weight;
  const matters =
    shareOf(sum.treatment) > test.threshold && difference > marginOf(test, shareOf(sum.control));
  return { difference, lower, alpha, cells: sum.cells, fires: lower > 0 && matters };
}

/**
 * Sequential test for faults too small for the tripwire: fires when the treatment is above the
 * threshold, worse than the control by the margin, and the lower end of the confidence sequence of the
 * difference, stratified by instance and window, is above 0. Variance: the larger of the binomial one
 * inflated by the scatter of the quiet arm, and that between cells. Half of its budget goes to all of
 * the entry, half to stretches of an hour, so that a fault late in a long step is not held against
 * the healthy hours before it. `null` below 12 cells with both arms.
 */
export function sequentialTestOf(evidence: Evidence, test: GuardTest): SequentialResult | null {
  const { cumulative, stretch, scatter } = evidence;
  if (cumulative.cells < FEWEST_CELLS) return null;
  const inflation = inflationOf(scatter, Infinity);
  const half = test.budget.sequential / 2;
  const whole = resultOf(cumulative, test, { alpha: half, inflation });
  if (whole?.fires) return whole;
  const { index } = stretch;
  const hours = Math.ceil(test.plannedMs / STRETCH_MS);
  const alpha = spendable(overLooks(half), lookShare(index, index <= hours ? 1 / hours : 0));
  const recent = resultOf(stretch.sum, test, { alpha, inflation });
  return recent?.fires ? recent : whole;
}

/** The stretch at a look at `now`: the next one where its hour is over. */
export function stretchAt(stretch: Stretch, now: number): Stretch {
  const { index, since } = stretch;
  if (since === null) return { ...stretch, since: now };
  if (now - since < STRETCH_MS) return stretch;
  return { index: index + 1, since: now, sum: NOTHING };
}
