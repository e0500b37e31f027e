import { scheduledRollout, type Rollout } from '../machine/rollout.js';
import { checkGuards, type GuardInputs } from './check-guards.js';
import { forgetEvidence, newMemory, type GuardMemory } from './guard-memory.js';
import type { Guard } from './guard.js';
import type { ArmTelemetry } from './telemetry-cell.js';

const CHECK_MS = 10_000;
const NO_IDS = { treatment: 0, control: 0, distinct: 0 };

const guard: Guard = {
  id: 'errors',
  metric: 'errorRatePercent',
  source: { kind: 'telemetry' },
  comparison: 'above',
  threshold: 1,
  minimumSamples: 50,
  margin: 0.5,
  action: 'rollback',
};

function rolloutAt(now: number): Rollout {
  const plan = [{ percentage: 50, holdMs: 600_000 }];
  const settings = {
    flag: 'f',
    plan,
    startAt: 0,
    checkEveryMs: CHECK_MS,
    noDataLimitMs: 600_000,
    onRollback: 'flag',
    alsoDisable: [],
  } as const;
  const running = { state: 'running', percentage: 50, step: 0, stepStartedAt: 0 } as const;
  return { ...scheduledRollout(settings), ...running, lastCheckAt: now - CHECK_MS };
}

const arm = (count: number, errors: number): ArmTelemetry => ({
  count,
  errors,
  timed: 0,
  slow: {},
});

/** Checks with a fault in the treatment until the guard acts, at most `most`. */
function checksUntilBreach(of: Guard, most: number): number {
  let memory: GuardMemory = forgetEvidence(newMemory([of], 0), 0);
  for (let check = 1; check <= most; check++) {
    const now = check * CHECK_MS;
    const cell = { instance: 'one', at: now, warmUp: false };
    const arms = { treatment: arm(1_000, 300), control: arm(1_000, 5) };
    const inputs: GuardInputs = { now, cells: [{ ...cell, ...arms }], ids: NO_IDS, readings: {} };
    const result = checkGuards(rolloutAt(now), [of], memory, inputs);
    if (result.checks[0]?.verdict.kind === 'breach') return check;
    ({ memory } = result);
  }
  return Infinity;
}

describe('checkGuards', () => {
  it('needs two windows in a row for its tripwire, which are two checks unless said otherwise', () => {
    expect(checksUntilBreach(guard, 10)).toBe(2);
  });

  it('gathers as many checks into a window as the guard asks for', () => {
    expect(checksUntilBreach({ ...guard, windowMs: 30_000 }, 20)).toBe(6);
  });
});
