import type { GuardVerdict } from './guard-verdict.js';
import { healthOf } from './health-of.js';
import { telemetryVerdict } from './telemetry-verdict.js';
import type { Guard } from './guard.js';

const is = (kind: 'healthy' | 'suspect' | 'too-few-samples' | 'no-data'): GuardVerdict => ({
  guard: kind,
  silentMs: kind === 'no-data' ? 700 : 5,
  kind,
});
const breach = (action: 'rollback' | 'step-back' | 'pause'): GuardVerdict => ({
  guard: action,
  silentMs: 5,
  kind: 'breach',
  code: 'TRIPWIRE',
  action,
});

describe('healthOf', () => {
  it('is healthy without guards, and when all of them are', () => {
    expect(healthOf([])).toEqual({ kind: 'healthy' });
    expect(healthOf([is('healthy'), is('healthy')])).toEqual({ kind: 'healthy' });
  });

  it('waits as long as one guard is not healthy, and says for how long it was silent', () => {
    expect(healthOf([is('healthy'), is('suspect')])).toMatchObject({ reason: 'suspect' });
    expect(healthOf([is('no-data'), is('suspect')])).toEqual({
      kind: 'waiting',
      reason: 'no-data',
      silentMs: 700,
    });
  });

  it('acts on the gravest breach, whatever else is missing', () => {
    const all = [is('no-data'), breach('pause'), breach('rollback'), breach('step-back')];
    expect(healthOf(all)).toMatchObject({ kind: 'breach', action: 'rollback' });
  });
});

describe('telemetryVerdict', () => {
  const guard = { id: 'errors', action: 'rollback' } as Guard;
  const time = { silentMs: 0, freshMs: 30 };

  it('only pauses for what hits the whole site', () => {
    expect(telemetryVerdict(guard, 'site-wide', time)).toMatchObject({
      code: 'SITE_WIDE',
      action: 'pause',
    });
    expect(telemetryVerdict(guard, 'tripwire', time)).toMatchObject({ action: 'rollback' });
  });

  it('does not call silence health', () => {
    const silent = { silentMs: 31, freshMs: 30 };
    expect(telemetryVerdict(guard, 'healthy', silent).kind).toBe('no-data');
    expect(telemetryVerdict(guard, 'tripwire', silent).kind).toBe('breach');
  });
});
