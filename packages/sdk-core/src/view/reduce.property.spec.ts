import { digestOfSnapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import type { ChangeMessage } from '@sluice/protocol';
import { arbitraryChange, ModelServer } from '../testing/index.js';
import { reduceChange } from './reduce-change.js';
import { reduceSync } from './reduce-sync.js';
import { snapshotOf, viewOf, type View } from './view.js';

describe('reducer', () => {
  it('gives the server’s state after any changes in order, with the server’s digest', () => {
    fc.assert(
      fc.property(fc.array(arbitraryChange, { maxLength: 30 }), (makes) => {
        const server = new ModelServer();
        let view: View | null = viewOf(server.snapshot);
        for (const make of makes) {
          const { view: next, ask } = reduceChange(view, server.commit(make));
          expect(ask).toBe('nothing');
          view = next;
        }
        expect(snapshotOf(view!)).toEqual(server.snapshot);
        expect(view!.digest).toBe(digestOfSnapshot(server.snapshot));
      }),
    );
  });

  it('holds exactly one of the server’s revisions after any losses, duplicates and reorderings, and one answer brings it up to date', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryChange, { maxLength: 20 }),
        fc.array(fc.nat(19), { maxLength: 40 }),
        (makes, deliveries) => {
          const server = new ModelServer();
          const history = [server.snapshot];
          const messages: ChangeMessage[] = [];
          for (const make of makes) {
            messages.push(server.commit(make));
            history.push(server.snapshot);
          }
          let view: View | null = viewOf(history[0]!);
          for (const index of deliveries) {
            const message = messages[index];
            if (message === undefined) continue;
            view = reduceChange(view, message).view!;
            expect(snapshotOf(view)).toEqual(history[view.revision - 1]);
          }
          const sync = reduceSync(view, server.syncFor(view.epoch, view.revision), true);
          expect(sync.ask).toBe('nothing');
          expect(snapshotOf(sync.view!)).toEqual(server.snapshot);
        },
      ),
    );
  });

  it('follows a server that was restored to another epoch and a lower revision', () => {
    const server = new ModelServer();
    server.commit(() => ({ shutdown: true }));
    const before = viewOf(server.snapshot);
    server.restore('e2', 1);
    const { view, ask } = reduceSync(before, server.syncFor('e1', 2), true);
    expect(ask).toBe('nothing');
    expect(view).toMatchObject({ epoch: 'e2', revision: 1, shutdown: true });
  });
});
