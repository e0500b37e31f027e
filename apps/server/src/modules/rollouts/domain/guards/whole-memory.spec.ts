import { beginEvidence } from '../statistics/evidence.js';
import { newMemory } from './guard-memory.js';
import type { Guard } from './guard.js';
import { wholeMemory } from './whole-memory.js';

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
const pushed: Guard = { ...guard, id: 'pushed', source: { kind: 'push' } };
const guards = [guard, pushed];
const facts = { guards, entry: 3, now: 7_000 };

const stored = () => {
  const memory = newMemory(guards, 5_000);
  const evidence = { ...beginEvidence(null), entry: 3, looks: 12, windows: 12 };
  const errors = { evidence, verdict: 'healthy', baseline: 0.01, windowSince: 4_000 };
  const last = { value: 5, samples: null, at: 4_500 };
  return { ...memory, telemetry: { errors }, absolute: { pushed: { beyond: 1, last } } };
};

describe('memory of guards as it was stored', () => {
  it('is as it was where it is whole, after a journey through JSON', () => {
    const memory = stored();
    expect(wholeMemory(JSON.parse(JSON.stringify(memory)), facts)).toEqual(memory);
  });

  it('begins evidence anew that a version without the spread of windows stored', () => {
    const memory = JSON.parse(JSON.stringify(stored())) as ReturnType<typeof stored>;
    delete (memory.telemetry.errors.evidence.open as { spread?: unknown }).spread;
    const whole = wholeMemory(memory, facts);
    expect(whole.telemetry.errors).toEqual({
      evidence: { ...beginEvidence(null), entry: 4 },
      verdict: 'too-few-samples',
      baseline: null,
    });
    expect(whole.absolute).toEqual(memory.absolute);
  });

  it.each([null, 5, 'x', [], {}, { telemetry: null }, { telemetry: { errors: { evidence: 5 } } }])(
    'is that of guards that were told nothing where %j was stored',
    (memory) => {
      const fresh = newMemory(guards, facts.now);
      const { errors, ...others } = wholeMemory(memory, facts).telemetry;
      expect(others).toEqual({});
      expect(errors?.evidence).toEqual({ ...beginEvidence(null), entry: 4 });
      expect(wholeMemory(memory, facts)).toMatchObject({ ...fresh, telemetry: {} });
    },
  );

  it('does not trust a settled scatter that is none', () => {
    const memory = stored();
    const evidence = { ...memory.telemetry.errors.evidence, settled: { cells: 1 } };
    const errors = { ...memory.telemetry.errors, evidence };
    const whole = wholeMemory({ ...memory, telemetry: { errors } }, facts);
    expect(whole.telemetry.errors?.evidence.settled).toBeNull();
  });
});
