import { DEFAULT_GUARDS, guardsOf, type GuardRequest } from './guards-of.js';

const telemetry = { kind: 'telemetry' } as const;

describe('guardsOf', () => {
  it('watches errors above 1 % and a p95 above 500 ms unless told otherwise', () => {
    const result = guardsOf(DEFAULT_GUARDS, 10_000);
    expect(result.ok && result.guards).toMatchObject([
      { id: 'error-rate', threshold: 1, action: 'rollback', margin: 0.5, minimumSamples: 50 },
      { id: 'latency-p95', threshold: 500, action: 'rollback', comparison: 'above' },
    ]);
  });

  it('allows none at all', () => {
    expect(guardsOf([], 10_000)).toEqual({ ok: true, guards: [] });
  });

  const prometheus = { kind: 'prometheus', server: 'main', query: 'up' } as const;
  const refused: [string, GuardRequest[]][] = [
    ['measures value', [{ metric: 'errorRatePercent', source: prometheus, threshold: 1 }]],
    ['threshold is missing', [{ metric: 'value', source: prometheus }]],
    ['not between 0 and 100', [{ metric: 'errorRatePercent', source: telemetry, threshold: 0 }]],
    ['not between 1 ms', [{ metric: 'latencyP95Ms', source: telemetry, threshold: 0.5 }]],
    ['too high', [{ metric: 'latencyP95Ms', source: { kind: 'push' }, comparison: 'below' }]],
    [
      'only pause',
      [
        {
          ...{ metric: 'errorRatePercent', source: { kind: 'client-telemetry' } },
          action: 'rollback',
        },
      ],
    ],
    ['minimumSamples', [{ metric: 'latencyP95Ms', source: telemetry, minimumSamples: 1.5 }]],
    ['margin', [{ metric: 'latencyP95Ms', source: telemetry, margin: -1 }]],
    ['a window of 5 s', [{ ...DEFAULT_GUARDS[0]!, windowSeconds: 5 }]],
    ['a window of 90000 s', [{ ...DEFAULT_GUARDS[0]!, windowSeconds: 90_000 }]],
    ['Two guards', [...DEFAULT_GUARDS, { ...DEFAULT_GUARDS[0]! }]],
    ['more than the 20', Array.from({ length: 21 }, () => DEFAULT_GUARDS[0]!)],
  ];
  it.each(refused)('refuses a guard and says why: %s', (why, requests) => {
    const result = guardsOf(requests, 10_000);
    expect(result).toMatchObject({ ok: false, code: 'INVALID_GUARD' });
    expect(!result.ok && result.message).toContain(why);
  });
});
