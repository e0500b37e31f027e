import type { RolloutEvent } from './event.js';
import { stoppedBy, type Facts, type StandstillReason } from './facts.js';
import { moveDown, moveUp, pause, restartEvidence, rollBack, rollBackTo } from './moves.js';
import { unchanged, type Outcome, type RolloutRefusal } from './outcome.js';
import type { Rollout } from './rollout.js';
import { tick } from './tick.js';
import { isTerminal, TRANSITIONS } from './transitions.js';

const REFUSALS: Readonly<Record<StandstillReason, RolloutRefusal>> = {
  FLAG_DISABLED: 'FLAG_DISABLED',
  SHUTDOWN: 'SHUTDOWN_ENGAGED',
  ARCHIVED: 'ARCHIVED',
};

function advance(rollout: Rollout, from: number, facts: Facts): Outcome {
  if (from !== rollout.entry) return { refused: 'ROLLOUT_STEP_CHANGED' };
  const stopped = stoppedBy(facts);
  if (stopped !== null) return { refused: REFUSALS[stopped] };
  if (facts.health.kind !== 'healthy') return { refused: 'ROLLOUT_NOT_HEALTHY' };
  return moveUp(rollout, facts.now);
}

/** Evidence from before a pause says nothing about now; the hold goes on only where a person had paused. */
function resume(rollout: Rollout, facts: Facts): Outcome {
  if (rollout.state === 'running') return unchanged(rollout);
  const stopped = stoppedBy(facts);
  if (stopped !== null) return { refused: REFUSALS[stopped] };
  const next: Rollout = {
    ...rollout,
    state: 'running',
    entry: rollout.entry + 1,
    heldMs: rollout.pauseReason === 'MANUAL' ? rollout.heldMs : 0,
    pauseReason: null,
    lastCheckAt: facts.now,
    stepStartedAt: facts.now,
  };
  return {
    next,
    effects: [{ kind: 'begin-evidence' }, { kind: 'record', what: { action: 'resumed' } }],
  };
}

function abort(rollout: Rollout): Outcome {
  return {
    next: { ...rollout, state: 'aborted', lastCheckAt: null, pauseReason: null },
    effects: [{ kind: 'record', what: { action: 'aborted' } }],
  };
}

function stepBack(rollout: Rollout, from: number, facts: Facts): Outcome {
  if (from !== rollout.entry) return { refused: 'ROLLOUT_STEP_CHANGED' };
  return moveDown(rollout, facts.now, { reason: 'STEP_BACK' });
}

function handle(rollout: Rollout, event: RolloutEvent, facts: Facts): Outcome {
  switch (event.kind) {
    case 'tick':
      return tick(rollout, facts);
    case 'pause':
      return rollout.state === 'paused'
        ? unchanged(rollout)
        : pause(rollout, event.reason ?? 'MANUAL');
    case 'resume':
      return resume(rollout, facts);
    case 'advance':
      return advance(rollout, event.from, facts);
    case 'step-back':
      return stepBack(rollout, event.from, facts);
    case 'rollback':
      return rollBack(rollout, { reason: event.reason });
    case 'rollback-to':
      return rollBackTo(rollout, event.percentage, facts.now);
    case 'abort':
      return abort(rollout);
    case 'flag-disabled':
      return rollout.state === 'scheduled' ? unchanged(rollout) : pause(rollout, 'FLAG_DISABLED');
    case 'arms-edited':
      return rollout.state === 'scheduled'
        ? unchanged(rollout)
        : restartEvidence(rollout, facts.now);
  }
}

/**
 * The rollout after an event, with the effects that have to be committed with it. Pure; stays within
 * `TRANSITIONS`; raises the percentage only on healthy facts (the first step aside); changes nothing
 * in a terminal state; the same event delivered again does nothing more.
 */
export function transition(rollout: Rollout, event: RolloutEvent, facts: Facts): Outcome {
  const allowed = TRANSITIONS[rollout.state][event.kind];
  if (!allowed) return { refused: isTerminal(rollout.state) ? 'ROLLOUT_ENDED' : 'ROLLOUT_STATE' };
  if (isTerminal(rollout.state)) return unchanged(rollout);
  return handle(rollout, event, facts);
}
