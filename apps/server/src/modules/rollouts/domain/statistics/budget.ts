/** Chance that a rollout which makes no difference is ever stopped by the statistics. */
export const FALSE_ALARM_BUDGET = 0.01;

/**
 * How the budget is divided; the parts of guards are divided again by the number of guards. A tenth is
 * kept back: scatter is estimated, and no estimate is right to the last digit.
 */
export const BUDGET_PARTS = {
  sampleRatio: 0.001,
  sequential: 0.001,
  tripwire: 0.006,
  siteWide: 0.001,
} as const;

/** Largest p-value at which a sample ratio may ever be called wrong within one step (rollouts.md). */
export const SAMPLE_RATIO_LIMIT = 0.0005;

/**
 * Chance that trouble which lifts both arms above the threshold alike is blamed on the flag by the
 * tripwire, where it does not show in the control by itself. Not part of the budget: such a rollout is
 * to be paused anyway.
 */
export const OUTAGE_BLAMED = 0.1;

const PLANNED_SHARE = 0.8;

/** Shares of entries begun by restarts and step-backs: 20 % / (k (k + 1)), 20 % in all. */
function extraShare(entry: number, plannedSteps: number): number {
  const extra = entry - plannedSteps;
  return (1 - PLANNED_SHARE) / (extra * (extra + 1));
}

/**
 * Share of a part that the evidence begun as the `entry`-th (from 1) may spend, of a rollout planned
 * in `plannedSteps`: planned ones share 80 % evenly, all others together get 20 %.
 */
export function entryShare(entry: number, plannedSteps: number): number {
  return entry <= plannedSteps ? PLANNED_SHARE / plannedSteps : extraShare(entry, plannedSteps);
}

/** Looks that are early: the first half minute after the warm-up, where something is suspect. */
export const EARLY_LOOKS = 4;

/** What looks may spend: the first four of an entry evenly, and besides all of them by the time they take. */
export interface LookBudget {
  readonly early: number;
  readonly later: number;
}

/** Shares of one look; over an entry each of the two sums to at most 1. */
export type LookShare = LookBudget;

const EARLY_OF_ALL = 0.45;
const TIME_OF_LATER = 0.64;

/**
 * Shares that the `look`-th look (from 1) may spend, where `timeShare` of the planned time has passed
 * since the one before: the early ones a quarter each; of the later 64 % by planned time, 36 % as
 * 1 / (j (j + 1)), so that none goes without (α-spending: Lan & DeMets 1983).
 */
export function lookShare(look: number, timeShare: number): LookShare {
  return {
    early: look <= EARLY_LOOKS ? 1 / EARLY_LOOKS : 0,
    later: TIME_OF_LATER * timeShare + (1 - TIME_OF_LATER) / (look * (look + 1)),
  };
}

/** What a look may spend of a budget. */
export function spendable({ early, later }: LookBudget, share: LookShare): number {
  return early * share.early + later * share.later;
}

/** A budget of which early looks get 45 %: a new step shows its faults at once. */
export function overLooks(budget: number): LookBudget {
  return { early: EARLY_OF_ALL * budget, later: (1 - EARLY_OF_ALL) * budget };
}

/** Of the tripwire: the first entry knows nothing of scatter, and what a step breaks it breaks at once. */
const FIRST_EARLY_SHARE = 0.45;
const OTHERS_EARLY_SHARE = 0.05;
const LATER_SHARE = 0.3;

/**
 * Shares of the tripwire that the `entry`-th entry may spend: 45 % on the early looks of the first, 5 %
 * on those of the other planned ones, 30 % evenly on all later looks, 20 % on entries beyond the plan.
 */
export function tripwireShare(entry: number, plannedSteps: number): LookBudget {
  if (entry > plannedSteps) return overLooks(extraShare(entry, plannedSteps));
  const others = OTHERS_EARLY_SHARE / Math.max(1, plannedSteps - 1);
  return {
    early: entry === 1 ? FIRST_EARLY_SHARE : others,
    later: LATER_SHARE / plannedSteps,
  };
}

/** Error probabilities that one guard may spend on the evidence of one entry. */
export interface EntryBudget {
  readonly sequential: number;
  readonly tripwire: LookBudget;
  readonly siteWide: LookBudget;
}

/** Part of the rollout's budget that belongs to one of `guards` guards for one entry. */
export function entryBudget(entry: number, plannedSteps: number, guards: number): EntryBudget {
  const share = entryShare(entry, plannedSteps) / guards;
  const tripwire = BUDGET_PARTS.tripwire / guards;
  const { early, later } = tripwireShare(entry, plannedSteps);
  return {
    sequential: BUDGET_PARTS.sequential * share,
    tripwire: { early: tripwire * early, later: tripwire * later },
    siteWide: overLooks(BUDGET_PARTS.siteWide * share),
  };
}

/** Error probability that the sample-ratio checks of one entry may spend together. */
export function sampleRatioBudget(entry: number, plannedSteps: number): number {
  return Math.min(SAMPLE_RATIO_LIMIT, BUDGET_PARTS.sampleRatio * entryShare(entry, plannedSteps));
}
