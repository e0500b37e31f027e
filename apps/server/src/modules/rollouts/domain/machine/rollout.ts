import type { Plan } from '../plan/plan.js';
import type { StandstillReason } from './facts.js';

export type RolloutState =
  'scheduled' | 'running' | 'paused' | 'completed' | 'rolled_back' | 'aborted';

/** What a rollback takes back: the whole flag, or this rule alone. */
export type OnRollback = 'flag' | 'rule';

/** Why a rollout stands still. */
export type PauseReason =
  | 'MANUAL'
  | 'GUARD'
  | 'SITE_WIDE'
  | 'SAMPLE_RATIO'
  | 'NO_DATA'
  | StandstillReason
  | 'ROLLED_BACK_TO'
  /** What is stored of it cannot be read. */
  | 'UNREADABLE';

/** Everything that was decided when the rollout was created, and never changes. */
export interface RolloutSettings {
  /** Key of the flag whose rule is stepped. */
  readonly flag: string;
  readonly plan: Plan;
  /** ms since the Unix epoch. */
  readonly startAt: number;
  readonly checkEveryMs: number;
  /** Time without any data after which the rollout pauses. */
  readonly noDataLimitMs: number;
  readonly onRollback: OnRollback;
  /** Keys of further flags that a rollback disables. */
  readonly alsoDisable: readonly string[];
}

/** Where a rollout is. Times are the database's, in ms since the Unix epoch. */
export interface Rollout {
  readonly settings: RolloutSettings;
  readonly state: RolloutState;
  /** Index of the last planned step reached; -1 before the first. */
  readonly step: number;
  /** Percentage the rule has now; between two planned ones after a partial rollback. */
  readonly percentage: number;
  /** How often evidence began anew; tells reports of an old step from those of this one. */
  readonly entry: number;
  /** Checked time at this percentage. */
  readonly heldMs: number;
  /** Last check that may be joined with the next one; null where time is interrupted. */
  readonly lastCheckAt: number | null;
  /** Since when checks have followed each other without a gap; absent in rows from before this was kept. */
  readonly watchedSince?: number;
  readonly stepStartedAt: number | null;
  readonly stepBacks: number;
  readonly pauseReason: PauseReason | null;
}

/** A rollout that waits for its start. */
export function scheduledRollout(settings: RolloutSettings): Rollout {
  return {
    settings,
    state: 'scheduled',
    step: -1,
    percentage: 0,
    entry: 0,
    heldMs: 0,
    lastCheckAt: null,
    stepStartedAt: null,
    stepBacks: 0,
    pauseReason: null,
  };
}
