import { lookShare } from './budget.js';
import { sequentialBoundary } from './confidence-sequence.js';
import { shareOf } from './counts.js';
import type { Cumulative, Evidence } from './evidence.js';
import { marginOf, type GuardTest } from './guard-test.js';
import { inflationOf } from './scatter.js';

/** Fewer cells say too little about how they scatter. */
const FEWEST_CELLS = 12;

/** Looks that the test remembers when it begins afresh: an hour at one check every 10 s. */
const LOOKS_PER_STRETCH = 360;

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
 * the entry, half to stretches of 360 looks, so that a fault late in a long step is not held against
 * the healthy hours before it. `null` below 12 cells with both arms.
 */
export function sequentialTestOf(evidence: Evidence, test: GuardTest): SequentialResult | null {
  const { cumulative, stretch, scatter } = evidence;
  if (cumulative.cells < FEWEST_CELLS) return null;
  const inflation = inflationOf(scatter, Infinity);
  const half = test.budget.sequential / 2;
  const whole = resultOf(cumulative, test, { alpha: half, inflation });
  if (whole?.fires) return whole;
  const stretches = Math.ceil(test.plannedLooks / LOOKS_PER_STRETCH);
  const alpha = half * lookShare(stretch.index, stretches);
  const recent = resultOf(stretch.sum, test, { alpha, inflation });
  return recent?.fires ? recent : whole;
}

/** True when the stretch has had its looks and the next one begins. */
export function isStretchOver({ stretch }: Evidence): boolean {
  return stretch.looks >= LOOKS_PER_STRETCH;
}
