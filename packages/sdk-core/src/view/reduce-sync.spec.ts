import { aFlag, aSnapshot, ModelServer, NO_OVERLAY } from '../testing/index.js';
import { reduceSync } from './reduce-sync.js';
import { viewOf } from './view.js';

const base = { epoch: 'e1', revision: 5, digest: 0, overlay: NO_OVERLAY, serverTime: 0 };
const view = viewOf(aSnapshot([aFlag('a', 1)], { revision: 5 }));

describe('reduceSync', () => {
  it('takes a full answer to its own question even where that goes back', () => {
    const server = new ModelServer(aSnapshot([], { revision: 2 }));
    const { view: next, ask } = reduceSync(view, server.syncFor(null, null), true);
    expect([next?.revision, ask]).toEqual([2, 'nothing']);
  });

  it('lets nobody take it back unasked', () => {
    const server = new ModelServer(aSnapshot([], { revision: 2 }));
    const reduced = reduceSync(view, server.syncFor(null, null), false);
    expect(reduced).toEqual({ view, by: 'nothing', ask: 'resync-full' });
  });

  it('keeps what it has while the replica is behind', () => {
    const reduced = reduceSync(view, { ...base, revision: 3, mode: 'behind' }, true);
    expect(reduced).toEqual({ view, by: 'nothing', ask: 'nothing' });
  });

  it('asks for everything when `none` comes with another digest', () => {
    expect(reduceSync(view, { ...base, mode: 'none' }, true).ask).toBe('resync-full');
  });

  it('asks for everything when `none` is about another history', () => {
    const sync = { ...base, epoch: 'e9', mode: 'none' } as const;
    expect(reduceSync(view, sync, true).ask).toBe('resync-full');
  });

  it('asks again for a delta that starts elsewhere', () => {
    const sync = { ...base, revision: 9, mode: 'delta', from: 7, changes: [] } as const;
    expect(reduceSync(view, sync, true)).toEqual({ view, by: 'nothing', ask: 'resync' });
  });

  it('fetches when told to', () => {
    const sync = { ...base, revision: 9, mode: 'fetch', spreadMs: 5 } as const;
    expect(reduceSync(view, sync, true).ask).toBe('fetch');
  });
});
