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

describe('healthOf, with what public input says', () => {
  const advisory = { advisory: true } as const;

  it('is neither healthier nor kept waiting by it', () => {
    for (const kind of ['healthy', 'no-data', 'too-few-samples'] as const) {
      expect(healthOf([is('healthy'), { ...is(kind), ...advisory }])).toEqual({ kind: 'healthy' });
      expect(healthOf([is('no-data'), { ...is(kind), ...advisory, silentMs: 9_000 }])).toEqual({
        ...{ kind: 'waiting', reason: 'no-data', silentMs: 700 },
      });
    }
  });

  it('pauses or waits for it, and lets guards that are trusted decide first', () => {
    const anybody = { ...breach('pause'), ...advisory };
    expect(healthOf([is('healthy'), anybody])).toMatchObject({ action: 'pause' });
    expect(healthOf([breach('rollback'), anybody])).toMatchObject({ action: 'rollback' });
    expect(healthOf([is('suspect'), anybody])).toMatchObject({ kind: 'waiting' });
    expect(healthOf([is('healthy'), { ...is('suspect'), ...advisory }])).toMatchObject({
      reason: 'suspect',
    });
  });
});

describe('telemetryVerdict', () => {
  const guard = { id: 'errors', source: { kind: 'telemetry' }, action: 'rollback' } as Guard;
  const time = { silentMs: 0, freshMs: 30 };

  it('only pauses for what hits the whole site', () => {
    expect(telemetryVerdict(guard, 'site-wide', time)).toMatchObject({
      code: 'SITE_WIDE',
      action: 'pause',
    });
    expect(telemetryVerdict(guard, 'tripwire', time)).toMatchObject({ action: 'rollback' });
  });

  it('never does more than pause for what anybody may have sent', () => {
    const source = { kind: 'client-telemetry' } as const;
    const verdict = telemetryVerdict({ ...guard, source }, 'tripwire', time);
    expect(verdict).toMatchObject({ kind: 'breach', action: 'pause', advisory: true });
  });

  it('does not call silence health', () => {
    const silent = { silentMs: 31, freshMs: 30 };
    expect(telemetryVerdict(guard, 'healthy', silent).kind).toBe('no-data');
    expect(telemetryVerdict(guard, 'tripwire', silent).kind).toBe('breach');
  });
});
