import type { UsageCollector } from '../usage/index.js';
import { AnswerCounts } from './answer-counts.js';

type Batch = Parameters<UsageCollector['accept']>[0];

describe('AnswerCounts', () => {
  let accepted: Batch[];
  let counts: AnswerCounts;

  beforeEach(() => {
    accepted = [];
    counts = new AnswerCounts({ accept: (batch) => accepted.push(batch) });
  });

  it('tells how often each flag was answered how, once', () => {
    counts.count('e1', { flag: 'a', value: true, variant: 'on', reason: 'SPLIT', bucket: 1 });
    counts.count('e1', { flag: 'a', value: true, variant: 'on', reason: 'SPLIT', bucket: 2 });
    counts.count('e1', { flag: 'a', reason: 'DEFAULT' });
    counts.report(7);
    expect(accepted).toMatchObject([
      {
        environmentId: 'e1',
        atMs: 7,
        counts: [
          { flag: 'a', variant: 'on', reason: 'SPLIT', count: 2 },
          { flag: 'a', variant: null, reason: 'DEFAULT', count: 1 },
        ],
        unknown: [],
      },
    ]);
    counts.report(8);
    expect(accepted).toHaveLength(1);
  });

  it('remembers a bounded number of unknown keys, and none that no flag could have', () => {
    const ask = (flag: string): void =>
      counts.count('e1', { flag, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' });
    for (let i = 0; i < 1_000; i++) ask(`no-such-${i}`);
    ask('no-such-1');
    ask('../../etc/passwd');
    counts.report(7);
    expect(accepted[0]?.unknown).toHaveLength(200);
    expect(accepted[0]?.unknown[1]).toEqual({ flag: 'no-such-1', count: 2 });
  });

  it('goes on where the collector refuses', () => {
    const refusing = new AnswerCounts({
      accept: () => {
        throw new Error('full');
      },
    });
    refusing.count('e1', { flag: 'a', reason: 'DEFAULT' });
    expect(() => refusing.report(7)).not.toThrow();
  });
});
