/** Chance that a rollout which makes no difference is ever stopped by the statistics. */
export const FALSE_ALARM_BUDGET = 0.01;

/** How the budget is divided; the parts of guards are divided again by the number of guards. */
export const BUDGET_PARTS = {
  sampleRatio: 0.003,
  sequential: 0.0035,
  tripwire: 0.002,
  siteWide: 0.0015,
} as const;

/** Largest p-value at which a sample ratio may ever be called wrong within one step (rollouts.md). */
export const SAMPLE_RATIO_LIMIT = 0.0005;

const PLANNED_SHARE = 0.8;

/**
 * Share of a part that the evidence begun as the `entry`-th (from 1) may spend, of a rollout planned
 * in `plannedSteps`: planned ones share 80 % evenly; those begun by restarts and step-backs get
 * 20 % / (k (k + 1)), so that all of them together never spend more than 1.
 */
export function entryShare(entry: number, plannedSteps: number): number {
  if (entry <= plannedSteps) return PLANNED_SHARE / plannedSteps;
  const extra = entry - plannedSteps;
  return (1 - PLANNED_SHARE) / (extra * (extra + 1));
}

/**
 * Share that the `look`-th look (from 1) may spend: half is given to early looks as 1 / (j (j + 1)),
 * since a new step shows its faults at once, half evenly to the planned ones. Sums to at most 1
 * (α-spending: Lan & DeMets 1983).
 */
export function lookShare(look: number, plannedLooks: number): number {
  const even = look <= plannedLooks ? 0.5 / plannedLooks : 0;
  return even + 0.5 / (look * (look + 1));
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
    tripwire: BUDGET_PARTS.tripwire * share,
    siteWide: BUDGET_PARTS.siteWide * share,
  };
}

/** Error probability that the sample-ratio checks of one entry may spend together. */
export function sampleRatioBudget(entry: number, plannedSteps: number): number {
  return Math.min(SAMPLE_RATIO_LIMIT, BUDGET_PARTS.sampleRatio * entryShare(entry, plannedSteps));
}
