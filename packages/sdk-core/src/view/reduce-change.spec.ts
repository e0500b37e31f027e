import { aFlag, aSnapshot, ModelServer } from '../testing/index.js';
import { reduceChange } from './reduce-change.js';
import { viewOf } from './view.js';

const view = viewOf(aSnapshot([aFlag('a', 1)], { revision: 5 }));

describe('reduceChange', () => {
  it('ignores what it already holds', () => {
    const old = { from: 4, to: 5, digest: 0, changes: [{ shutdown: true }] };
    expect(reduceChange(view, old)).toEqual({ view, by: 'nothing', ask: 'nothing' });
  });

  it('asks for a resync over a gap and changes nothing', () => {
    const later = { from: 6, to: 7, digest: 0, changes: [{ shutdown: true }] };
    expect(reduceChange(view, later)).toEqual({ view, by: 'nothing', ask: 'resync' });
  });

  it('keeps a shutdown whose digest disagrees, and asks for everything', () => {
    const message = { from: 5, to: 6, digest: 1, changes: [{ shutdown: true }] };
    const reduced = reduceChange(view, message);
    expect(reduced.view).toMatchObject({ revision: 6, shutdown: true });
    expect(reduced.ask).toBe('resync-full');
  });

  it('asks to fetch what was too large for the stream', () => {
    const message = { from: 5, to: 6, digest: 0, fetch: true, spreadMs: 100 } as const;
    expect(reduceChange(view, message)).toEqual({ view, by: 'nothing', ask: 'fetch' });
  });

  it('applies a set of changes whole', () => {
    const server = new ModelServer(aSnapshot([], { revision: 5 }));
    const before = viewOf(server.snapshot);
    const changes = [{ put: aFlag('x', 6) }, { put: aFlag('y', 6) }, { shutdown: true }];
    const { view: after } = reduceChange(before, { from: 5, to: 6, digest: 0, changes });
    expect(after?.flags.size).toBe(2);
    expect(after?.shutdown).toBe(true);
    expect(before.flags.size).toBe(0);
  });
});
