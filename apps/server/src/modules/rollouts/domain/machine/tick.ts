import { holdMsAt } from '../plan/plan.js';
import { stoppedBy, type Facts } from './facts.js';
import { isGap, isSetBack } from './gap.js';
import { afterSetBack, moveDown, moveUp, pause, rollBack } from './moves.js';
import { unchanged, type Outcome } from './outcome.js';
import type { PauseReason, Rollout } from './rollout.js';

const PAUSES: Readonly<Record<string, PauseReason>> = {
  SITE_WIDE: 'SITE_WIDE',
  SAMPLE_RATIO: 'SAMPLE_RATIO',
};

/** Checked time that passed since the check before; 0 after a gap, a pause, or a clock set back. */
function heldSince(rollout: Rollout, now: number): number {
  return isGap(rollout, now) ? 0 : now - (rollout.lastCheckAt ?? now);
}

/** Since when silence is silence of the sources, and not of whoever should have looked. */
function watchedSince(rollout: Rollout, now: number): number {
  return isGap(rollout, now) ? now : (rollout.watchedSince ?? 0);
}

function actOn(rollout: Rollout, facts: Facts): Outcome | null {
  const { health } = facts;
  if (health.kind !== 'breach') return null;
  const why = { reason: health.code, guard: health.guard };
  if (health.action === 'rollback') return rollBack(rollout, why);
  if (health.action === 'step-back') return moveDown(rollout, facts.now, why);
  return pause(rollout, PAUSES[health.code] ?? 'GUARD', health.guard);
}

/**
 * One check: acts on a breach, pauses without data or where it must not go up (a start waits),
 * takes at most one step, or holds. A rollout that was not looked at for long takes one step like any
 * other; the time between counts neither as held nor as silence. A clock set back begins evidence
 * anew. The same check delivered again does nothing.
 */
export function tick(rollout: Rollout, facts: Facts): Outcome {
  const { now, health } = facts;
  const stopped = stoppedBy(facts);
  if (rollout.state === 'scheduled')
    return now >= rollout.settings.startAt && stopped === null
      ? moveUp(rollout, now)
      : unchanged(rollout);
  if (rollout.state !== 'running' || now === rollout.lastCheckAt) return unchanged(rollout);
  const action = actOn(rollout, facts);
  if (action) return action;
  if (stopped !== null) return pause(rollout, stopped);
  if (isSetBack(rollout, now)) return afterSetBack(rollout, now);
  const since = watchedSince(rollout, now);
  if (
    health.kind === 'waiting' &&
    Math.min(health.silentMs, now - since) > rollout.settings.noDataLimitMs
  )
    return pause(rollout, 'NO_DATA');
  const silent = health.kind === 'waiting' && health.reason === 'no-data';
  const heldMs = rollout.heldMs + (silent ? 0 : heldSince(rollout, now));
  const held = heldMs >= holdMsAt(rollout.settings.plan, rollout.step);
  const checked: Rollout = { ...rollout, heldMs, lastCheckAt: now, watchedSince: since };
  return held && health.kind === 'healthy' ? moveUp(checked, now) : unchanged(checked);
}
