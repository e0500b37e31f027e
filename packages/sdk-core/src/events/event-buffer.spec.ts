import { EventBuffer } from './event-buffer.js';

const entry = (flag: string, count = 1) => ({ flag, variant: 'on', reason: 'STATIC', count });

describe('EventBuffer', () => {
  it('adds up by flag, variant and reason, and is empty once taken', () => {
    const buffer = new EventBuffer();
    buffer.add(entry('a', 2), 10);
    buffer.add(entry('a', 3), 20);
    buffer.add({ ...entry('a'), variant: null }, 20);
    expect(buffer.take(30)).toEqual({
      from: 10,
      counts: [entry('a', 5), { ...entry('a'), variant: null }],
      unknown: [],
    });
    expect(buffer.isEmpty).toBe(true);
  });

  it('never holds more than one batch may', () => {
    const buffer = new EventBuffer();
    for (let i = 0; i < 11_000; i++) buffer.add(entry(`f${i}`), 0);
    for (let i = 0; i < 300; i++) buffer.addUnknown(`u${i}`, 1, 0);
    const { counts, unknown } = buffer.take(0);
    expect([counts.length, unknown.length]).toEqual([10_000, 200]);
  });

  it('leaves out what the server would refuse a batch for', () => {
    const buffer = new EventBuffer();
    buffer.add(entry('x'.repeat(129)), 0);
    buffer.addUnknown('', 1, 0);
    buffer.addUnknown('x'.repeat(257), 1, 0);
    buffer.addUnknown(Symbol('s') as unknown as string, 1, 0);
    buffer.add(entry('big', 2e9), 0);
    expect(buffer.take(0).counts).toEqual([entry('big', 1e9)]);
    expect(buffer.isEmpty).toBe(true);
  });

  it('takes back a batch that failed, no older than told', () => {
    const buffer = new EventBuffer();
    buffer.add(entry('a'), 0);
    buffer.addUnknown('u', 1, 0);
    const failed = buffer.take(5);
    buffer.add(entry('a', 4), 100);
    buffer.mergeBack(failed, 50);
    expect(buffer.take(200)).toEqual({
      from: 50,
      counts: [entry('a', 5)],
      unknown: [{ flag: 'u', count: 1 }],
    });
  });
});
