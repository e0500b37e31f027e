import { fetchSpreadMs } from './fetch-spread.js';

describe('fetchSpreadMs', () => {
  it('lets one client fetch at once and spreads many', () => {
    expect(fetchSpreadMs(1, 1_000_000)).toBe(0);
    expect(fetchSpreadMs(1_000, 10_000)).toBeGreaterThanOrEqual(400);
    expect(fetchSpreadMs(10_000, 10_000)).toBeLessThanOrEqual(60_000);
  });

  it('never exceeds a minute, and grows with clients and size', () => {
    expect(fetchSpreadMs(1e6, 1e8)).toBe(60_000);
    expect(fetchSpreadMs(100, 1e6)).toBeGreaterThan(fetchSpreadMs(100, 1e5));
    expect(fetchSpreadMs(200, 1e6)).toBeGreaterThan(fetchSpreadMs(100, 1e6));
  });
});
