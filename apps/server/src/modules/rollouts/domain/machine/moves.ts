import { stepAt } from '../plan/plan.js';
import type { RolloutRecord } from './effect.js';
import { unchanged, type Outcome } from './outcome.js';
import type { PauseReason, Rollout } from './rollout.js';

/** At another percentage, with hold and evidence beginning anew. */
function at(rollout: Rollout, percentage: number, now: number): Rollout {
  return {
    ...rollout,
    percentage,
    step: stepAt(rollout.settings.plan, percentage),
    entry: rollout.entry + 1,
    heldMs: 0,
    lastCheckAt: rollout.state === 'running' ? now : null,
    stepStartedAt: now,
  };
}

type Moved = Exclude<Outcome, { readonly refused: unknown }>;

function moved(next: Rollout, what: RolloutRecord): Outcome {
  return {
    next,
    effects: [
      { kind: 'set-percentage', percentage: next.percentage },
      { kind: 'begin-evidence' },
      { kind: 'record', what },
    ],
  };
}

/** Up to the next planned percentage above the present one; completed where there is none. */
export function moveUp(rollout: Rollout, now: number): Outcome {
  const step = rollout.settings.plan.find(({ percentage }) => percentage > rollout.percentage);
  if (!step) {
    const next: Rollout = { ...rollout, state: 'completed', lastCheckAt: null };
    return { next, effects: [{ kind: 'record', what: { action: 'completed' } }] };
  }
  const started = rollout.state === 'scheduled';
  return moved(at({ ...rollout, state: 'running' }, step.percentage, now), {
    action: started ? 'started' : 'stepped',
    percentage: step.percentage,
  });
}

/** Down to the planned percentage below the present one; a rollback where there is none, or the second time. */
export function moveDown(rollout: Rollout, now: number, why: Why): Outcome {
  const step = rollout.settings.plan.findLast(({ percentage }) => percentage < rollout.percentage);
  if (!step || rollout.stepBacks > 0) return rollBack(rollout, why);
  const { percentage } = step;
  const next = at({ ...rollout, stepBacks: rollout.stepBacks + 1 }, percentage, now);
  return moved(next, { action: 'stepped-back', percentage });
}

/** Why something is taken back, and by which guard. */
export interface Why {
  readonly reason: string;
  readonly guard?: string;
}

/** Everything back: the rule to 0 %, the flags disabled that the settings name. Terminal. */
export function rollBack(rollout: Rollout, why: Why): Outcome {
  const { settings } = rollout;
  const flags = [
    ...(settings.onRollback === 'flag' ? [settings.flag] : []),
    ...settings.alsoDisable,
  ];
  const next: Rollout = {
    ...rollout,
    state: 'rolled_back',
    percentage: 0,
    lastCheckAt: null,
    pauseReason: null,
  };
  return {
    next,
    effects: [
      { kind: 'set-percentage', percentage: 0 },
      ...(flags.length > 0 ? [{ kind: 'disable-flags', flags } as const] : []),
      { kind: 'record', what: { action: 'rolled-back', ...why } },
    ],
  };
}

/** Part of the way back, and paused there; refused unless 0 < percentage < the present one, of at most 3 decimals. */
export function rollBackTo(rollout: Rollout, percentage: number, now: number): Outcome {
  const isExact = Math.round(percentage * 1_000) / 1_000 === percentage;
  if (!isExact || !(percentage > 0 && percentage < rollout.percentage))
    return { refused: 'INVALID_ROLLBACK_TARGET' };
  const paused: Rollout = { ...rollout, state: 'paused', pauseReason: 'ROLLED_BACK_TO' };
  return moved(at(paused, percentage, now), { action: 'rolled-back-to', percentage });
}

/** Standing still at the present percentage. */
export function pause(rollout: Rollout, reason: PauseReason, guard?: string): Outcome {
  if (rollout.state === 'paused' && rollout.pauseReason === reason) return unchanged(rollout);
  return {
    next: { ...rollout, state: 'paused', pauseReason: reason, lastCheckAt: null },
    effects: [
      {
        kind: 'record',
        what: { action: 'paused', reason, ...(guard === undefined ? {} : { guard }) },
      },
    ],
  };
}

/** Evidence of the present step begins anew by a clock that was set back; what was held stays held. */
export function afterSetBack(rollout: Rollout, now: number): Outcome {
  const { next, effects } = restartEvidence(rollout, now);
  return { next: { ...next, heldMs: rollout.heldMs }, effects };
}

/** Hold and evidence of the present step begin anew. */
export function restartEvidence(rollout: Rollout, now: number): Moved {
  return {
    next: at(rollout, rollout.percentage, now),
    effects: [
      { kind: 'begin-evidence' },
      { kind: 'record', what: { action: 'evidence-restarted' } },
    ],
  };
}
