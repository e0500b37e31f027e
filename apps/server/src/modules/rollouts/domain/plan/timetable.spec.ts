import { scheduledRollout, type Rollout } from '../machine/rollout.js';
import { timetableOf } from './timetable.js';

const AT = 1_000_000;
const PLAN = [10, 50, 100].map((percentage) => ({ percentage, holdMs: 60_000 }));

const running = (over: Partial<Rollout> = {}): Rollout => ({
  ...scheduledRollout({
    flag: 'ramp',
    plan: PLAN,
    startAt: AT,
    checkEveryMs: 10_000,
    noDataLimitMs: 600_000,
    onRollback: 'flag',
    alsoDisable: [],
  }),
  state: 'running',
  step: 0,
  percentage: 10,
  heldMs: 20_000,
  lastCheckAt: AT,
  ...over,
});
const times = (rollout: Rollout, now: number) =>
  timetableOf(rollout, now, new Map()).map(({ at }) => at);

describe('timetableOf', () => {
  it('says the same times for coming steps whenever it is asked between two checks', () => {
    expect(times(running(), AT + 1_000)).toEqual([null, AT + 40_000, AT + 100_000]);
    expect(times(running(), AT + 9_000)).toEqual([null, AT + 40_000, AT + 100_000]);
  });

  it('counts from now where nobody has checked for long, because that time is not held', () => {
    expect(times(running(), AT + 35_000)).toEqual([null, AT + 75_000, AT + 135_000]);
  });

  it('names no time that has passed: a step that waits for evidence may come any moment', () => {
    expect(times(running({ heldMs: 60_000 }), AT + 5_000)[1]).toBe(AT + 5_000);
  });

  it('knows no times while paused', () => {
    expect(times(running({ state: 'paused', lastCheckAt: null }), AT)).toEqual([null, null, null]);
  });
});
