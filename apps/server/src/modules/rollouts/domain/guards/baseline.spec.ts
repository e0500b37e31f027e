import { checkGuards } from './check-guards.js';
import { withBaseline } from './baseline.js';
import { forgetEvidence, newMemory, type GuardMemory } from './guard-memory.js';
import type { Guard } from './guard.js';
import type { ArmTelemetry, TelemetryCell } from './telemetry-cell.js';
import { scheduledRollout, type Rollout } from '../machine/rollout.js';

const errors: Guard = {
  id: 'errors',
  metric: 'errorRatePercent',
  source: { kind: 'telemetry' },
  comparison: 'above',
  threshold: 1,
  minimumSamples: 50,
  margin: 0.5,
  action: 'rollback',
};
const slow: Guard = { ...errors, id: 'slow', metric: 'latencyP95Ms', threshold: 500 };
const NONE: ArmTelemetry = { count: 0, errors: 0, timed: 0, slow: {} };
const CHECK_MS = 10_000;

const arm = (count: number, bad: number, overMs = 500): ArmTelemetry => ({
  count,
  errors: bad,
  timed: count,
  slow: { [overMs]: bad },
});

function cell(at: number, treatment: ArmTelemetry, control: ArmTelemetry): TelemetryCell {
  return { instance: 'one', at, warmUp: false, treatment, control };
}

function rolloutAt(percentage: number, now: number): Rollout {
  const settings = {
    flag: 'f',
    plan: [
      { percentage: 75, holdMs: 600_000 },
      { percentage: 100, holdMs: 600_000 },
    ],
    startAt: 0,
    checkEveryMs: CHECK_MS,
    noDataLimitMs: 600_000,
    onRollback: 'flag',
    alsoDisable: [],
  } as const;
  const place = { percentage, step: percentage === 100 ? 1 : 0 };
  const times = { stepStartedAt: 0, lastCheckAt: now - CHECK_MS };
  return { ...scheduledRollout(settings), state: 'running', ...place, ...times };
}

/** Whether 1.6 % errors of everybody at 100 % stop a rollout with this memory, within ten minutes. */
function isStopped(before: GuardMemory): boolean {
  let memory = before;
  for (let check = 1; check <= 60; check++) {
    const now = check * CHECK_MS;
    const cells = [cell(now, arm(5_000, 80), NONE)];
    const ids = { treatment: 0, control: 0, distinct: 0 };
    const inputs = { now, cells, ids, readings: {} };
    const result = checkGuards(rolloutAt(100, now), [errors], memory, inputs);
    if (result.checks[0]?.verdict.kind === 'breach') return true;
    ({ memory } = result);
  }
  return false;
}

describe('what a rollout compares with where there is no control', () => {
  it('is the threshold alone where nothing is known of before', () => {
    expect(isStopped(forgetEvidence(newMemory([errors], 0), 0))).toBe(true);
  });

  it('is twice what the users of the rule had in the hour before the start', () => {
    const cells = Array.from({ length: 50 }, (_, at) => cell(at, NONE, arm(1_000, 12)));
    const memory = withBaseline(newMemory([errors], 0), [errors], cells);
    expect(memory.telemetry.errors?.baseline).toBeCloseTo(0.012);
    expect(isStopped(forgetEvidence(memory, 0))).toBe(false);
  });

  it('is else twice what the control of the step before had', () => {
    const now = CHECK_MS;
    const cells = [cell(now, arm(3_000, 36), arm(1_000, 12))];
    const ids = { treatment: 0, control: 0, distinct: 0 };
    const inputs = { now, cells, ids, readings: {} };
    const begun = forgetEvidence(newMemory([errors], 0), 0);
    const { memory } = checkGuards(rolloutAt(75, now), [errors], begun, inputs);
    const next = forgetEvidence(memory, 0);
    expect(next.telemetry.errors?.controlBefore).toBeCloseTo(0.012);
    expect(isStopped(next)).toBe(false);
  });

  it('is not learnt from requests that were counted as slow by another threshold', () => {
    const cells = Array.from({ length: 50 }, (_, at) => cell(at, NONE, arm(1_000, 12, 300)));
    const { telemetry } = withBaseline(newMemory([slow], 0), [slow], cells);
    expect(telemetry.slow?.baseline).toBeNull();
  });
});
