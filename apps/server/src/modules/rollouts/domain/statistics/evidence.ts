import type { LookShare } from './budget.js';
import { addCellScatter, NO_CELL_SCATTER, type CellScatter } from './cell-scatter.js';
import { addCounts, NO_COUNTS, type Counts } from './counts.js';
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
  /** Rounds of reports in it. */
  readonly rounds: number;
  /** How the treatment's bad requests spread over instances and rounds. */
  readonly spread: CellScatter;
}

/** Consecutive windows that are judged as one: `windows` in all, the last `last` of them each by itself beyond the limit. */
export interface Run {
  readonly windows: number;
  readonly last: number;
  readonly sum: Window;
}

/** Sums of the contrasts of all cells since some beginning. */
export interface Cumulative {
  readonly treatment: Counts;
  readonly control: Counts;
  readonly cells: number;
  readonly excess: number;
  readonly variance: number;
  readonly weight: number;
  readonly excessSquares: number;
  readonly excessWeights: number;
  readonly weightSquares: number;
}

/** The part of an entry that the sequential test looks at afresh: its number from 1, and when it began, null before the first look. */
export interface Stretch {
  readonly index: number;
  readonly since: number | null;
  readonly sum: Cumulative;
}

/**
 * Everything one guard has to remember: a few sums, of bounded size whatever the length of the
 * rollout, JSON by nature. `entry` counts how often evidence began anew (a step, or an edit that
 * reached the arms); the scatter is kept across entries.
 */
export interface Evidence {
  readonly entry: number;
  /** Checks that closed a window. */
  readonly looks: number;
  /** When the last of them was, ms since the Unix epoch. */
  readonly lookedAt: number | null;
  /** Share of the planned time that looks have used up, 0–1, and what the last one may spend. */
  readonly timeSpent: number;
  readonly lookShare: LookShare;
  /** Windows closed. */
  readonly windows: number;
  readonly open: Window;
  /** True when the last closed window was worse than it may be, of the treatment or of both arms. */
  readonly suspect: boolean;
  readonly above: Run;
  readonly siteWide: Run;
  readonly cumulative: Cumulative;
  readonly stretch: Stretch;
  readonly scatter: Scatter;
  /** Without a control: the scatter before the run above the threshold, which a fault has no part in; null before it is known. */
  readonly settled: Scatter | null;
}

/** Evidence while one check is added to it: a copy of its own, so that rounds need none each. */
export type Draft = { -readonly [Member in keyof Evidence]: Evidence[Member] };

export const NO_WINDOW: Window = {
  treatment: NO_COUNTS,
  control: NO_COUNTS,
  expected: 0,
  comparedBad: 0,
  comparedTreatmentBad: 0,
  rounds: 0,
  spread: NO_CELL_SCATTER,
};

export const NO_RUN: Run = { windows: 0, last: 0, sum: NO_WINDOW };

export const NOTHING: Cumulative = {
  treatment: NO_COUNTS,
  control: NO_COUNTS,
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
    lookedAt: null,
    timeSpent: 0,
    lookShare: { early: 0, later: 0 },
    windows: 0,
    open: NO_WINDOW,
    suspect: false,
    above: NO_RUN,
    siteWide: NO_RUN,
    cumulative: NOTHING,
    stretch: { index: 1, since: null, sum: NOTHING },
    scatter: before ? interruptScatter(before.scatter) : NO_SCATTER,
    settled: null,
  };
}

/** Both windows as one. */
export function addWindows(a: Window, b: Window): Window {
  return {
    treatment: addCounts(a.treatment, b.treatment),
    control: addCounts(a.control, b.control),
    expected: a.expected + b.expected,
    comparedBad: a.comparedBad + b.comparedBad,
    comparedTreatmentBad: a.comparedTreatmentBad + b.comparedTreatmentBad,
    rounds: a.rounds + b.rounds,
    spread: addCellScatter(a.spread, b.spread),
  };
}
