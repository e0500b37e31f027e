/** Chance that a rollout which makes no difference is ever stopped by the statistics. */
export const FALSE_ALARM_BUDGET = 0.01;

/** How the budget is divided; the parts of guards are divided again by the number of guards. */
export const BUDGET_PARTS = {
  sampleRatio: 0.0015,
  sequential: 0.0015,
  tripwire: 0.006,
  siteWide: 0.001,
} as const;

/** Largest p-value at which a sample ratio may ever be called wrong within one step (rollouts.md). */
export const SAMPLE_RATIO_LIMIT = 0.0005;

/**
 * Chance that trouble which lifts both arms above the threshold alike is blamed on the flag by the
 * tripwire. Not part of the budget: such a rollout is to be paused anyway.
 */
export const OUTAGE_BLAMED = 0.05;

const PLANNED_SHARE = 0.8;
/** Of the tripwire: the first entry knows nothing of scatter and needs more than the others. */
const FIRST_SHARE = 0.6;

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

/** The same for the tripwire: 60 % for the first, 20 % evenly for the others. */
export function tripwireShare(entry: number, plannedSteps: number): number {
  if (entry > plannedSteps) return extraShare(entry, plannedSteps);
  if (plannedSteps === 1) return PLANNED_SHARE;
  return entry === 1 ? FIRST_SHARE : (PLANNED_SHARE - FIRST_SHARE) / (plannedSteps - 1);
}

/** Looks that are early: the first half minute after the warm-up, where something is suspect. */
const EARLY_LOOKS = 4;
const EARLY_SHARE = 0.45;
const TIME_SHARE = 0.35;

/**
 * Share that the `look`-th look (from 1) may spend, where `timeShare` of the planned time has passed
 * since the one before: 45 % is given evenly to the first four, since a new step shows its faults at
 * once, 35 % to the planned time, 20 % as 1 / (j (j + 1)) to all, so that none goes without. Sums to at
 * most 1, if time shares do (α-spending: Lan & DeMets 1983).
 */
export function lookShare(look: number, timeShare: number): number {
  const early = look <= EARLY_LOOKS ? EARLY_SHARE / EARLY_LOOKS : 0;
  return early + TIME_SHARE * timeShare + (1 - EARLY_SHARE - TIME_SHARE) / (look * (look + 1));
}

/** Error probabilities that one guard may spend on the evidence of one entry. */
export interface EntryBudget {
  readonly sequential: number;
  readonly tripwire: number;
  readonly siteWide: number;
}

/** Part of the rollout's budget that belongs to one of `guards` guards for one entry. */
export function entryBudget(entry: number, plannedSteps: number, guards: number): EntryBudget {
  const share = entryShare(entry, plannedSteps) / guards;
  return {
    sequential: BUDGET_PARTS.sequential * share,
    tripwire: (BUDGET_PARTS.tripwire * tripwireShare(entry, plannedSteps)) / guards,
    siteWide: BUDGET_PARTS.siteWide * share,
  };
}

/** Error probability that the sample-ratio checks of one entry may spend together. */
export function sampleRatioBudget(entry: number, plannedSteps: number): number {
  return Math.min(SAMPLE_RATIO_LIMIT, BUDGET_PARTS.sampleRatio * entryShare(entry, plannedSteps));
}
