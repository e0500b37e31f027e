import { AppError } from '../../platform/errors/app-error.js';
import type { RolloutRefusal } from './domain/machine/outcome.js';
import type { StoredRollout } from './stored-rollout.js';

/** The error for an event that the machine refused, with where the rollout stands; `event` as people say it. */
export function refusalOf(stored: StoredRollout, code: RolloutRefusal, event: string): AppError {
  const { rollout, health, settings } = stored;
  const details = {
    rollout: stored.id,
    flag: settings.flag,
    state: rollout.state,
    entry: rollout.entry,
    percentage: rollout.percentage,
    health,
  };
  const message = messageOf(stored, code, event);
  return new AppError(code, details, message === null ? {} : { message });
}

/** What the registry cannot say, because it does not know the rollout; null where it says it all. */
function messageOf(
  { id, rollout, settings, unreadable }: StoredRollout,
  code: RolloutRefusal,
  event: string,
): string | null {
  const { state, percentage, pauseReason } = rollout;
  const where = `Rollout ${id} of ${settings.flag}`;
  if (code === 'ROLLOUT_ENDED')
    return `${where} is ${state.replace('_', ' ')}: ${event} is not possible any more. Start a new one.`;
  if (code === 'INVALID_ROLLBACK_TARGET')
    return `${where} is at ${percentage} %: a partial rollback goes to a percentage above 0 and below that, with at most 3 decimals. Leave out \`to\` to go back all the way.`;
  if (code !== 'ROLLOUT_STATE') return null;
  if (unreadable !== undefined)
    return `${where} cannot be read (${unreadable}), so ${event} is not possible. ${state === 'scheduled' ? 'Abort it' : 'Roll it back or abort it'}, and start a new one.`;
  const why = pauseReason === null ? state : `${state} (${pauseReason})`;
  const advice = state === 'paused' ? 'Resume it first.' : 'Abort it, or wait until it has begun.';
  return `${where} is ${why} at ${percentage} %: ${event} is not possible. ${advice}`;
}
