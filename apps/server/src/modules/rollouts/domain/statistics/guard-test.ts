import type { EntryBudget } from './budget.js';

/** What a guard on telemetry asks of the two arms, as shares of bad requests. */
export interface GuardTest {
  /** Share above which requests are too often bad, 0–1: 0.01 for "error rate 1 %", 0.05 for a p95. */
  readonly threshold: number;
  /** How much worse than the control, relative to the larger of threshold and control's own share. */
  readonly margin: number;
  /** Requests per arm and window below which a window is not judged. */
  readonly minimumSamples: number;
  /** Share of bad requests of the same rule in the hour before the start, or else of its control in an earlier step; null where neither is known. */
  readonly baseline: number | null;
  /** False where the step lets everyone in: nobody to compare with. */
  readonly controlExpected: boolean;
  /** Time of this check, ms since the Unix epoch. */
  readonly now: number;
  /** Time that the step is planned to take, ms, above 0. */
  readonly plannedMs: number;
  readonly budget: EntryBudget;
  /** Where the guard names a length: true while its window is not over, whatever it holds already. */
  readonly windowOpen?: boolean;
}

/** How much worse than the control the treatment has to be before it matters, as a share. */
export function marginOf(test: GuardTest, controlShare: number): number {
  return test.margin * Math.max(test.threshold, controlShare);
}

/** Without a control: the share that must be passed (twice the baseline), and the one it is tested against. */
export function absoluteLimits(test: GuardTest): { limit: number; nothing: number } {
  const { threshold, baseline } = test;
  if (baseline === null) return { limit: threshold, nothing: threshold };
  return { limit: Math.max(threshold, 2 * baseline), nothing: Math.max(threshold, baseline) };
}
