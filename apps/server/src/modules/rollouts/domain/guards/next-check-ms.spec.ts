import { nextCheckMs } from './next-check-ms.js';

describe('nextCheckMs', () => {
  it('looks again soon where something is suspect', () => {
    const suspect = { kind: 'waiting', reason: 'suspect', silentMs: 0 } as const;
    expect(nextCheckMs(suspect, 10_000)).toBe(4_500);
    expect(nextCheckMs(suspect, 500)).toBe(500);
  });

  it('keeps to the interval otherwise', () => {
    expect(nextCheckMs(null, 10_000)).toBe(10_000);
    expect(nextCheckMs({ kind: 'healthy' }, 10_000)).toBe(10_000);
    const silent = { kind: 'waiting', reason: 'no-data', silentMs: 9 } as const;
    expect(nextCheckMs(silent, 10_000)).toBe(10_000);
  });
});
