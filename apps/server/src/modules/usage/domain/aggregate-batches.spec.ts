import { aggregateBatches } from './aggregate-batches.js';

const HOUR = 3_600_000;
const batch = (atMs: number, count: number, variant: string | null = 'on') => ({
  ...{ id: String(atMs), environmentId: 'e', atMs },
  counts: [{ flag: 'f', variant, reason: 'SPLIT', count }],
  unknown: [{ flag: 'u', count }],
});

describe('aggregateBatches', () => {
  it('adds up one row per hour and variant, and keeps the latest evaluation', () => {
    const rows = aggregateBatches([
      batch(HOUR + 5, 1),
      batch(HOUR + 9, 2),
      batch(2 * HOUR, 4),
      batch(HOUR, 8, null),
    ]);
    expect(
      rows.counts.map(({ variant, hourMs, count }) => [variant, hourMs / HOUR, count]),
    ).toEqual([
      ['', 1, 8],
      ['on', 1, 3],
      ['on', 2, 4],
    ]);
    expect(rows.last.map(({ variant, atMs }) => [variant, atMs])).toEqual([
      ['', HOUR],
      ['on', 2 * HOUR],
    ]);
    expect(rows.unknown).toEqual([{ environmentId: 'e', flag: 'u', count: 15 }]);
  });

  it('orders rows alike whatever the order of batches, so that replicas do not deadlock', () => {
    const batches = [batch(HOUR, 1), batch(2 * HOUR, 2), batch(HOUR, 3, null)];
    expect(aggregateBatches([...batches].reverse())).toEqual(aggregateBatches(batches));
  });
});
