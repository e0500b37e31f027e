import { AppError } from '../../platform/errors/app-error.js';
import type { RolloutRefusal } from './domain/machine/outcome.js';
import type { StoredRollout } from './stored-rollout.js';

/** The error for an event that the machine refused, with where the rollout stands. */
export function refusalOf(stored: StoredRollout, code: RolloutRefusal): AppError {
  const { rollout, health, settings } = stored;
  return new AppError(code, {
    rollout: stored.id,
    flag: settings.flag,
    state: rollout.state,
    entry: rollout.entry,
    percentage: rollout.percentage,
    health,
  });
}
