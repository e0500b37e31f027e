/** A planned step: how many percent, and how much checked time they are held. */
export interface PlannedStep {
  /** Above 0, at most 100, at most 3 decimals. */
  readonly percentage: number;
  readonly holdMs: number;
}

/** Steps of a rollout, percentages strictly ascending, at least one. */
export type Plan = readonly PlannedStep[];

/** Index of the last planned step that `percentage` has reached; -1 below the first. */
export function stepAt(plan: Plan, percentage: number): number {
  return plan.findLastIndex((step) => step.percentage <= percentage);
}

/** Checked time that has to pass at `step` before the next one; before the first step, that of the first. */
export function holdMsAt(plan: Plan, step: number): number {
  return plan[Math.max(0, step)]?.holdMs ?? 0;
}
