import { compile, scheduleThousandths } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Schedule } from './index.js';

const at = (time: string): number => Date.parse(time);
const ramp = (curve: Schedule['curve']): Schedule => ({
  curve,
  steps: [
    { at: '2026-01-01T00:00:00Z', percentage: 10 },
    { at: '2026-01-02T00:00:00Z', percentage: 50 },
  ],
});
const scheduled = (key: string, curve: Schedule['curve']) =>
  flagOf(key, { rules: [onRule({ rollout: { seed: 1, schedule: ramp(curve) } })] });

describe('scheduleThousandths', () => {
  it('is 0 before the first step and the last percentage from the last step on', () => {
    for (const curve of ['step', 'linear'] as const) {
      expect(scheduleThousandths(ramp(curve), at('2025-12-31T23:59:59.999Z'))).toBe(0);
      expect(scheduleThousandths(ramp(curve), at('2026-01-01T00:00:00Z'))).toBe(10_000);
      expect(scheduleThousandths(ramp(curve), at('2030-01-01T00:00:00Z'))).toBe(50_000);
    }
  });

  it('stays or rises between steps, as the curve says', () => {
    expect(scheduleThousandths(ramp('step'), at('2026-01-01T12:00:00Z'))).toBe(10_000);
    expect(scheduleThousandths(ramp('linear'), at('2026-01-01T12:00:00Z'))).toBe(30_000);
  });

  it('is 0 for a schedule it cannot read', () => {
    expect(scheduleThousandths({ curve: 'step', steps: [] }, 0)).toBe(0);
    expect(scheduleThousandths(null as never, 0)).toBe(0);
  });
});

describe('nextScheduleInstant', () => {
  it('is the next step of any enabled flag or segment, and nothing after the last', () => {
    const evaluator = compile(snapshotOf([scheduled('f', 'step')]));
    expect(evaluator.nextScheduleInstant(at('2025-06-01T00:00:00Z'))).toBe(
      at('2026-01-01T00:00:00Z'),
    );
    expect(evaluator.nextScheduleInstant(at('2026-01-01T00:00:00Z'))).toBe(
      at('2026-01-02T00:00:00Z'),
    );
    expect(evaluator.nextScheduleInstant(at('2026-01-02T00:00:00Z'))).toBeNull();
    evaluator.apply([{ put: { ...scheduled('f', 'step'), enabled: false } }]);
    expect(evaluator.nextScheduleInstant(0)).toBeNull();
  });

  it('is 10 s ahead while a linear ramp is under way', () => {
    const evaluator = compile(snapshotOf([scheduled('f', 'linear')]));
    const during = at('2026-01-01T06:00:00Z');
    expect(evaluator.nextScheduleInstant(during)).toBe(during + 10_000);
    const before = at('2025-12-31T00:00:00Z');
    expect(evaluator.nextScheduleInstant(before)).toBe(at('2026-01-01T00:00:00Z'));
  });
});

describe('scheduledKeys', () => {
  it('are the flags a schedule reaches by rule, by segment or through a parent', () => {
    const segment = {
      key: 's',
      version: 1,
      included: [],
      excluded: [],
      rules: [{ conditions: [], rollout: { seed: 1, schedule: ramp('step') } }],
    };
    const evaluator = compile(
      snapshotOf(
        [
          flagOf('plain'),
          scheduled('own', 'step'),
          { ...scheduled('hidden', 'step'), hidden: true },
          flagOf('bySegment', { rules: [onRule({ conditions: [{ segment: 's' }] })] }),
          flagOf('child', { prerequisites: [{ flag: 'hidden' }] }),
          flagOf('grandchild', { rules: [onRule({ conditions: [{ not: { flag: 'child' } }] })] }),
        ],
        [segment],
      ),
    );
    expect(evaluator.scheduledKeys().toSorted()).toEqual([
      'bySegment',
      'child',
      'grandchild',
      'own',
    ]);
  });
});
