import { aFlag, aSnapshot } from '../testing/index.js';
import { reduceFetched } from './reduce-fetched.js';
import { viewOf } from './view.js';

const view = viewOf(aSnapshot([], { revision: 5 }));
const at = (revision: number, epoch = 'e1') => aSnapshot([], { revision, epoch });
const quiet = { wanted: null, streaming: false };

describe('reduceFetched', () => {
  it('takes anything where there was nothing', () => {
    expect(reduceFetched(null, at(1), quiet).view?.revision).toBe(1);
  });

  it('takes what is newer and leaves what is older or equal', () => {
    expect(reduceFetched(view, at(6), quiet).view?.revision).toBe(6);
    expect(reduceFetched(view, at(5), quiet).view).toBe(view);
    expect(reduceFetched(view, at(4), quiet).view).toBe(view);
  });

  it('takes what differs at the same revision: something went wrong here', () => {
    const other = aSnapshot([aFlag('a', 3)], { revision: 5 });
    expect(reduceFetched(view, other, quiet).view?.flags.size).toBe(1);
  });

  it('follows another epoch unless a stream is in sync, which knows better', () => {
    expect(reduceFetched(view, at(1, 'e2'), quiet).view?.epoch).toBe('e2');
    expect(reduceFetched(view, at(1, 'e2'), { wanted: null, streaming: true }).view).toBe(view);
  });

  it('takes what the stream told it to fetch even at the same revision', () => {
    const wanted = { epoch: 'e1', revision: 5 };
    const reduced = reduceFetched(view, at(5), { wanted, streaming: true });
    expect(reduced).toMatchObject({ by: { revision: 5 }, ask: 'nothing' });
  });

  it('asks again when a lagging replica answered', () => {
    const wanted = { epoch: 'e1', revision: 9 };
    expect(reduceFetched(view, at(4), { wanted, streaming: true }).ask).toBe('fetch');
    const nearer = reduceFetched(view, at(8), { wanted, streaming: true });
    expect([nearer.view?.revision, nearer.ask]).toEqual([8, 'fetch']);
  });
});
