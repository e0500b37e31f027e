import { sequentialBoundary } from './confidence-sequence.js';
import { shareOf } from './counts.js';
import { inflationOf } from './scatter.js';
import type { Cumulative, Evidence } from './evidence.js';
import { marginOf, type GuardTest } from './guard-test.js';

/** Fewer cells say too little about how they scatter. */
const FEWEST_CELLS = 12;

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

/**
 * Sequential test of the whole entry for faults too small for the tripwire: fires when the treatment
 * is above the threshold, worse than the control by the margin, and the lower end of the confidence
 * sequence of the difference, stratified by instance and window, is above 0. Variance: the largest of
 * binomial, the same inflated by the scatter of the quiet arm, and that between cells. `null` below
 * 12 cells with both arms.
 */
export function sequentialTestOf(evidence: Evidence, test: GuardTest): SequentialResult | null {
  const { cumulative: sum, treatment, control } = evidence;
  if (sum.cells < FEWEST_CELLS || sum.variance === 0) return null;
  const difference = sum.excess / sum.weight;
  const variance = Math.max(
    sum.variance * inflationOf(evidence.scatter),
    varianceBetween(sum, difference),
  );
  const alpha = test.budget.sequential;
  const lower = difference - sequentialBoundary(variance, alpha) / sum.weight;
  const matters =
    shareOf(treatment) > test.threshold && difference > marginOf(test, shareOf(control));
  return { difference, lower, alpha, cells: sum.cells, fires: lower > 0 && matters };
}
