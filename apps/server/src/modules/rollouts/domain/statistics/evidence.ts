import { NO_COUNTS, type Counts } from './counts.js';
import { interruptScatter, NO_SCATTER, type Scatter } from './scatter.js';

/** What one SDK instance reported of both arms in one short stretch of time, for one guard. */
export interface Cell {
  readonly instance: string;
  readonly treatment: Counts;
  readonly control: Counts;
}

/** Both arms over some time, with what the treatment would hold if it made no difference. */
export interface Window {
  readonly treatment: Counts;
  readonly control: Counts;
  /** Σ over strata of the treatment's share of the bad requests. */
  readonly expected: number;
  /** Bad requests of the strata in which both arms were seen, and those of the treatment alone. */
  readonly comparedBad: number;
  readonly comparedTreatmentBad: number;
  /** Checks it has been open for. */
  readonly checks: number;
}

/** Consecutive windows that were all beyond the practical limits. */
export interface Run {
  readonly windows: number;
  readonly sum: Window;
}

/** Sums of the contrasts of all cells since the entry. */
export interface Cumulative {
  readonly cells: number;
  readonly excess: number;
  readonly variance: number;
  readonly weight: number;
  readonly excessSquares: number;
  readonly excessWeights: number;
  readonly weightSquares: number;
}

/**
 * Everything one guard has to remember: a few sums, of bounded size whatever the length of the
 * rollout, JSON by nature. `entry` counts how often evidence began anew (a step, or an edit that
 * reached the arms); the scatter is kept across entries.
 */
export interface Evidence {
  readonly entry: number;
  readonly looks: number;
  readonly treatment: Counts;
  readonly control: Counts;
  readonly open: Window;
  readonly worse: Run;
  readonly siteWide: Run;
  readonly cumulative: Cumulative;
  readonly scatter: Scatter;
  /** By instance: the last cell not yet compared with its neighbour in time. */
  readonly neighbours: Readonly<Record<string, Counts>>;
}

export const NO_WINDOW: Window = {
  treatment: NO_COUNTS,
  control: NO_COUNTS,
  expected: 0,
  comparedBad: 0,
  comparedTreatmentBad: 0,
  checks: 0,
};

export const NO_RUN: Run = { windows: 0, sum: NO_WINDOW };

const NOTHING: Cumulative = {
  cells: 0,
  excess: 0,
  variance: 0,
  weight: 0,
  excessSquares: 0,
  excessWeights: 0,
  weightSquares: 0,
};

/** Evidence at the beginning of an entry; `before` is that of the entry before, if any. */
export function beginEvidence(before: Evidence | null): Evidence {
  return {
    entry: (before?.entry ?? 0) + 1,
    looks: 0,
    treatment: NO_COUNTS,
    control: NO_COUNTS,
    open: NO_WINDOW,
    worse: NO_RUN,
    siteWide: NO_RUN,
    cumulative: NOTHING,
    scatter: before ? interruptScatter(before.scatter) : NO_SCATTER,
    neighbours: {},
  };
}

/** Both windows as one. */
export function addWindows(a: Window, b: Window): Window {
  return {
    treatment: {
      count: a.treatment.count + b.treatment.count,
      bad: a.treatment.bad + b.treatment.bad,
    },
    control: { count: a.control.count + b.control.count, bad: a.control.bad + b.control.bad },
    expected: a.expected + b.expected,
    comparedBad: a.comparedBad + b.comparedBad,
    comparedTreatmentBad: a.comparedTreatmentBad + b.comparedTreatmentBad,
    checks: a.checks + b.checks,
  };
}
