import { chooseSyncMode, type SyncFacts } from './choose-sync-mode.js';

const facts: SyncFacts = {
  held: { epoch: 'x', revision: 5 },
  epoch: 'x',
  revision: 7,
  reachable: true,
  everSynced: true,
  deltaBytes: 100,
  wholeBytes: () => 10_000,
  resync: false,
};
const nothing = { epoch: null, revision: null };
const big = 65 * 1024;

describe('chooseSyncMode', () => {
  it.each<[string, Partial<SyncFacts>, string]>([
    ['everything to who has nothing', { held: nothing }, 'full'],
    [
      'a fetch to who has nothing and would get too much',
      { held: nothing, wholeBytes: () => big },
      'fetch',
    ],
    ['the difference to who is behind', {}, 'delta'],
    ['everything where the log does not reach back', { deltaBytes: null }, 'full'],
    ['everything where the difference is larger', { deltaBytes: 20_000 }, 'full'],
    ['a fetch where both are too large', { deltaBytes: big, wholeBytes: () => big + 1 }, 'fetch'],
    ['nothing to who is level', { held: { epoch: 'x', revision: 7 } }, 'none'],
    [
      'everything to a resync of who is level',
      { held: { epoch: 'x', revision: 7 }, resync: true },
      'full',
    ],
    ['everything to another epoch', { held: { epoch: 'y', revision: 99 } }, 'full'],
    [
      'behind to who knows more while the database is away',
      { held: { epoch: 'x', revision: 9 }, reachable: false },
      'behind',
    ],
    [
      'behind to a resync of who knows more while the database is away',
      { held: { epoch: 'x', revision: 9 }, reachable: false, resync: true },
      'behind',
    ],
    [
      'everything to who knows more than the database',
      { held: { epoch: 'x', revision: 9 } },
      'full',
    ],
    [
      'behind to another epoch by a replica that never saw the database',
      { held: { epoch: 'y', revision: 1 }, reachable: false, everSynced: false },
      'behind',
    ],
  ])('answers %s', (_, more, mode) => {
    expect(chooseSyncMode({ ...facts, ...more })).toBe(mode);
  });
});
