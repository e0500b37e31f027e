import { SeenEvents } from './seen-events.js';

const event = (
  chain: string,
  seq: number,
  at: string,
): { chain: string; seq: number; at: string } => ({
  chain,
  seq,
  at,
});

describe('SeenEvents', () => {
  it('takes as new what a chain has beyond its head, and nothing before the start', () => {
    const seen = new SeenEvents([event('a', 7, 't5'), event('a', 6, 't4')]);
    expect([5, 6, 7, 8].map((seq) => seen.isNew(event('a', seq, 't9')))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(seen.isNew(event('b', 3, 't4'))).toBe(false);
    expect(seen.isNew(event('b', 4, 't6'))).toBe(true);
  });

  it('remembers what was read since', () => {
    const seen = new SeenEvents([]);
    expect(seen.isNew(event('a', 1, 't1'))).toBe(true);
    seen.add([event('a', 2, 't2'), event('a', 1, 't1')]);
    expect(seen.isNew(event('a', 2, 't2'))).toBe(false);
  });
});
