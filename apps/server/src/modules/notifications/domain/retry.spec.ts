import { holdMs, retryAfterMs } from './retry.js';

const HOUR_MS = 3_600_000;

describe('retries', () => {
  it('are eleven tries in almost a day, ever further apart', () => {
    const waits = Array.from({ length: 11 }, (_, index) => retryAfterMs(index + 1, 0.5));
    expect(waits.at(-1)).toBeNull();
    const numbers = waits.slice(0, -1).map(Number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const total = numbers.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(23 * HOUR_MS);
    expect(total).toBeLessThan(25 * HOUR_MS);
  });

  it('are spread by a fifth', () => {
    expect([retryAfterMs(1, 0), retryAfterMs(1, 0.999_999)]).toEqual([4_000, 6_000]);
  });

  it('leave a receiver alone after three failures in a row, for at most five minutes', () => {
    expect([1, 2, 3, 4, 9, 1_000].map(holdMs)).toEqual([0, 0, 5_000, 10_000, 300_000, 300_000]);
  });
});
