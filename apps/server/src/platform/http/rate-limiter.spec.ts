import { RateLimiter } from './rate-limiter.js';

describe('RateLimiter', () => {
  it('lets a burst of twice the rate through, then the rate', () => {
    let now = 0;
    const limiter = new RateLimiter(() => now);
    const taken = () =>
      Array.from({ length: 50 }, () => limiter.take('a', 10)).filter((wait) => wait === 0).length;
    expect(taken()).toBe(20);
    expect(limiter.take('a', 10)).toBe(100);
    now = 1_000;
    expect(taken()).toBe(10);
    now = 1_000_000;
    expect(taken()).toBe(20);
  });

  it('tells the wait without taking anything', () => {
    const limiter = new RateLimiter(() => 0);
    expect(limiter.waitOf('a', 1)).toBe(0);
    expect(limiter.take('a', 1)).toBe(0);
    expect(limiter.take('a', 1)).toBe(0);
    expect(limiter.waitOf('a', 1)).toBe(1_000);
  });

  it('keeps names apart and forgets the one touched longest ago when there are too many', () => {
    const limiter = new RateLimiter(() => 0, 2);
    for (const name of ['a', 'a', 'b', 'b']) expect(limiter.take(name, 1)).toBe(0);
    expect(limiter.take('a', 1)).toBeGreaterThan(0);
    expect(limiter.take('c', 1)).toBe(0);
    expect(limiter.take('a', 1)).toBeGreaterThan(0);
    expect(limiter.take('b', 1)).toBe(0);
  });
});
