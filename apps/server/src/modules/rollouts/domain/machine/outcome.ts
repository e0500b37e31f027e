import type { RolloutEffect } from './effect.js';
import type { Rollout } from './rollout.js';

/** Why an event was refused; nothing changed. */
export type RolloutRefusal =
  | 'ROLLOUT_ENDED'
  | 'ROLLOUT_STATE'
  | 'ROLLOUT_STEP_CHANGED'
  | 'ROLLOUT_NOT_HEALTHY'
  | 'INVALID_ROLLBACK_TARGET'
  | 'FLAG_DISABLED'
  | 'SHUTDOWN_ENGAGED'
  | 'ARCHIVED';

/** The rollout after an event with what has to be done about it, or the reason why it was refused. */
export type Outcome =
  | { readonly next: Rollout; readonly effects: readonly RolloutEffect[] }
  | { readonly refused: RolloutRefusal };

/** Nothing happened. */
export function unchanged(rollout: Rollout): Outcome {
  return { next: rollout, effects: [] };
}
