import { FakeTime } from '../testing/index.js';
import { ServerClock } from './server-clock.js';

const SERVER = Date.UTC(2026, 5);

describe('ServerClock', () => {
  it('goes by the server’s time at the middle of the round trip, then by the monotonic clock', () => {
    const time = new FakeTime();
    const clock = new ServerClock(time);
    time.now = 100;
    clock.correct(SERVER, 0);
    expect(clock.now()).toBe(SERVER + 50);
    time.now += 1000;
    time.wallOffsetMs += 86_400_000;
    expect(clock.now()).toBe(SERVER + 1050);
  });

  it('ignores what the round trip could explain', () => {
    const time = new FakeTime();
    const clock = new ServerClock(time);
    const before = clock.now();
    time.now = 80;
    clock.correct(before + 30, 0);
    expect(clock.now()).toBe(before + 80);
    expect(clock.corrections).toBe(0);
  });

  it('stands still rather than going back', () => {
    const time = new FakeTime();
    const clock = new ServerClock(time);
    const before = clock.now();
    clock.correct(before - 10_000, 0);
    expect(clock.now()).toBe(before);
    time.now += 10_001;
    expect(clock.now()).toBe(before + 1);
  });

  it.each([Number.NaN, Infinity, -1, 0, 1e18])(
    'does not believe a server time of %d',
    (nonsense) => {
      const time = new FakeTime();
      const clock = new ServerClock(time);
      const before = clock.now();
      clock.correct(nonsense, 0);
      expect(clock.now()).toBe(before);
    },
  );
});
