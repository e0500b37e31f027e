import { absoluteVerdict, addReading, NO_READINGS, type AbsoluteState } from './absolute-guard.js';
import type { Guard } from './guard.js';

const guard: Guard = {
  id: 'cost',
  metric: 'value',
  source: { kind: 'prometheus', server: 'main', query: 'cost' },
  comparison: 'above',
  threshold: 100,
  minimumSamples: 50,
  margin: 0.5,
  action: 'pause',
};
const url: Guard = { ...guard, metric: 'failures', threshold: 0, action: 'rollback' };

function after(
  values: readonly number[],
  of = guard,
  samples: number | null = null,
): AbsoluteState {
  return values.reduce(
    (state, value, index) => addReading(state, { value, samples, at: index + 1 }, of),
    NO_READINGS,
  );
}
const now = { now: 10, since: 0, freshMs: 60 };

describe('a guard without arms', () => {
  it('trips at the second reading in a row beyond its threshold', () => {
    expect(absoluteVerdict(guard, after([120]), now).kind).toBe('suspect');
    expect(absoluteVerdict(guard, after([120, 90, 120]), now).kind).toBe('suspect');
    expect(absoluteVerdict(guard, after([120, 101]), now)).toMatchObject({
      kind: 'breach',
      code: 'ABSOLUTE',
      action: 'pause',
    });
  });

  it('trips only when the readings beyond reach over its window', () => {
    const hasty: Guard = { ...guard, windowMs: 3 };
    expect(absoluteVerdict(hasty, after([120, 120, 120], hasty), now).kind).toBe('suspect');
    expect(absoluteVerdict(hasty, after([120, 120, 120, 120], hasty), now).kind).toBe('breach');
    const interrupted = after([120, 120, 90, 120, 120], hasty);
    expect(absoluteVerdict(hasty, interrupted, now).kind).toBe('suspect');
  });

  it('is content with the threshold itself', () => {
    expect(absoluteVerdict(guard, after([100, 100]), now).kind).toBe('healthy');
  });

  it('can ask for more instead of less', () => {
    const below: Guard = { ...guard, comparison: 'below' };
    expect(absoluteVerdict(below, after([120, 120], below), now).kind).toBe('healthy');
    expect(absoluteVerdict(below, after([99, 99], below), now).kind).toBe('breach');
  });

  it('trips a health URL at five failures in a row', () => {
    expect(absoluteVerdict(url, after([1, 1, 1, 1], url), now).kind).toBe('suspect');
    expect(absoluteVerdict(url, after([1, 1, 1, 1, 1], url), now)).toMatchObject({
      code: 'HEALTH_URL',
    });
  });

  it('does not count a reading twice', () => {
    const once = after([120]);
    const again = addReading(once, { value: 120, samples: null, at: 1 }, guard);
    expect(again).toEqual(once);
  });

  it('concludes nothing from too few requests', () => {
    expect(absoluteVerdict(guard, after([120, 120], guard, 10), now).kind).toBe('too-few-samples');
  });

  it('has no data before the first reading and after a long silence', () => {
    expect(absoluteVerdict(guard, NO_READINGS, now)).toMatchObject({
      kind: 'no-data',
      silentMs: 10,
    });
    expect(absoluteVerdict(guard, after([1]), { ...now, now: 1_000 })).toMatchObject({
      kind: 'no-data',
      silentMs: 999,
    });
  });

  it('does not leave a step on what was said of the step before, whoever said it', () => {
    const later = { ...now, since: 5 };
    expect(absoluteVerdict(guard, after([1]), later).kind).toBe('too-few-samples');
    expect(absoluteVerdict(guard, after([1, 1, 1, 1, 1, 1]), later).kind).toBe('healthy');
    const pushed: Guard = { ...guard, source: { kind: 'push' } };
    expect(absoluteVerdict(pushed, after([1], pushed), later).kind).toBe('too-few-samples');
  });
});
