import type { Rollout } from '../machine/rollout.js';
import { isGap } from '../machine/gap.js';
import { holdMsAt } from './plan.js';

/** When a step was or will be taken, if checks go on and stay healthy. */
export interface TimetableEntry {
  readonly percentage: number;
  readonly holdMs: number;
  /** ms since the Unix epoch; null where it cannot be known (paused) or was never reached (ended). */
  readonly at: number | null;
  readonly status: 'done' | 'current' | 'planned' | 'skipped';
}

/** `steps` of the plan with their times; `reached` holds the times of those already taken, by index. */
export function timetableOf(
  rollout: Rollout,
  now: number,
  reached: ReadonlyMap<number, number>,
): TimetableEntry[] {
  const { plan } = rollout.settings;
  const ended = ['completed', 'rolled_back', 'aborted'].includes(rollout.state);
  let next = nextStepAt(rollout, now);
  return plan.map(({ percentage, holdMs }, step) => {
    const taken = reached.get(step) ?? null;
    if (step < rollout.step || (rollout.state === 'completed' && step === rollout.step))
      return { percentage, holdMs, at: taken, status: 'done' };
    if (step === rollout.step && !ended)
      return { percentage, holdMs, at: taken, status: 'current' };
    if (ended) return { percentage, holdMs, at: taken, status: taken ? 'done' : 'skipped' };
    const at = next;
    if (next !== null) next += holdMs;
    return { percentage, holdMs, at, status: 'planned' };
  });
}

function nextStepAt(rollout: Rollout, now: number): number | null {
  if (rollout.state === 'scheduled') return Math.max(now, rollout.settings.startAt);
  if (rollout.state !== 'running') return null;
  const { lastCheckAt, heldMs, settings } = rollout;
  const hold = holdMsAt(settings.plan, rollout.step);
  // Held time grows at checks: counted from now, the time would run away between two of them.
  const checked = lastCheckAt !== null && !isGap(rollout, now) ? lastCheckAt : now;
  return Math.max(now, checked + Math.max(0, hold - heldMs));
}
