import { digestOfSnapshot, type Change, type Segment, type Snapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import { wireFlag } from '../../../../test/delivery-database.js';
import { applyLogRow } from './apply-log-row.js';
import { buildView } from './build-view.js';
import type { EnvironmentState } from './environment-view.js';
import { diffViews } from './diff-views.js';
import { snapshotText } from './snapshot-text.js';

const key = fc.constantFrom<string>('a', 'b', 'c', 'd');
const ids = fc.uniqueArray(fc.constantFrom<string>('u1', 'u2', 'u3', 'u4'));

/** An intention; `version` and validity are filled in by the model. */
const intention = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key }),
  fc.record({ kind: fc.constant('drop' as const), key }),
  fc.record({ kind: fc.constant('putSegment' as const), key, ids }),
  fc.record({ kind: fc.constant('dropSegment' as const), key }),
  fc.record({ kind: fc.constant('edit' as const), key, add: ids, remove: ids }),
  fc.record({ kind: fc.constant('shutdown' as const), on: fc.boolean() }),
);
type Intention = typeof intention extends fc.Arbitrary<infer T> ? T : never;

/** The same environment, kept in the plainest way. */
interface Model {
  revision: number;
  shutdown: boolean;
  flags: Record<string, Snapshot['flags'][string]>;
  segments: Record<string, Segment>;
}

function carryOut(model: Model, wish: Intention): Change[] {
  const version = model.revision;
  if (wish.kind === 'put') {
    const flag = wireFlag(wish.key, version);
    model.flags[wish.key] = flag;
    return [{ put: flag }];
  }
  if (wish.kind === 'drop') {
    if (!(wish.key in model.flags)) return [];
    delete model.flags[wish.key];
    return [{ drop: wish.key }];
  }
  if (wish.kind === 'putSegment') {
    const segment = { key: wish.key, version, included: wish.ids, excluded: [], rules: [] };
    model.segments[wish.key] = segment;
    return [{ putSegment: segment }];
  }
  if (wish.kind === 'dropSegment') {
    if (!(wish.key in model.segments)) return [];
    delete model.segments[wish.key];
    return [{ dropSegment: wish.key }];
  }
  if (wish.kind === 'shutdown') {
    model.shutdown = wish.on;
    return [{ shutdown: wish.on }];
  }
  const segment = model.segments[wish.key];
  if (segment === undefined) return [];
  const kept = (segment.included as string[]).filter((id) => !wish.remove.includes(id));
  const included = [...kept, ...wish.add.filter((id) => !kept.includes(id))];
  model.segments[wish.key] = { ...segment, version, included };
  const { add, remove } = wish;
  return [{ segmentIds: { key: wish.key, version, list: 'included', add, remove } }];
}

function emptyState(): EnvironmentState {
  const names = { id: 'i', projectId: 'p', projectKey: 'p', environmentKey: 'e', epoch: 'x' };
  const views = { server: buildView([], false), client: buildView([], false) };
  return { ...names, revision: 0, shutdown: false, ...views };
}

describe('applyLogRow', () => {
  it('leads, whatever the writes, to the state, bytes and digest that a reload would give', () => {
    fc.assert(
      fc.property(fc.array(fc.array(intention, { maxLength: 4 }), { maxLength: 12 }), (writes) => {
        const state = emptyState();
        const model: Model = { revision: 0, shutdown: false, flags: {}, segments: {} };
        for (const wishes of writes) {
          model.revision += 1;
          const changes = JSON.stringify(wishes.flatMap((wish) => carryOut(model, wish)));
          const digest = digestOfSnapshot(model);
          const row = {
            epoch: 'x',
            revision: model.revision,
            serverDigest: digest,
            clientDigest: 0,
          };
          const applied = applyLogRow(state, {
            ...row,
            serverChanges: changes,
            clientChanges: '[]',
          });
          expect(applied.outcome).toBe('applied');
          expect(state.server.digest).toBe(digest);
        }
        const served = JSON.parse(snapshotText(state, 'server')) as Snapshot;
        const { revision, shutdown, flags, segments } = model;
        expect(served).toMatchObject({ schema: 1, epoch: 'x', revision, shutdown });
        expect(served.flags).toEqual(flags);
        expect(served.segments).toEqual(segments);
      }),
    );
  });

  const row = { epoch: 'x', revision: 1, serverDigest: 0, clientDigest: 0 };
  const nothing = { serverChanges: '[]', clientChanges: '[]' };

  it.each([
    ['another epoch', { ...row, ...nothing, epoch: 'y' }, 'epoch'],
    ['a revision that is there', { ...row, ...nothing, revision: 0 }, 'known'],
    ['a revision too far', { ...row, ...nothing, revision: 2 }, 'gap'],
    ['text that is no JSON', { ...row, ...nothing, clientChanges: '[' }, 'diverged'],
    ['changes of no known form', { ...row, ...nothing, serverChanges: '[{"odd":1}]' }, 'diverged'],
    ['a digest that is not its own', { ...row, ...nothing, serverDigest: 1 }, 'diverged'],
  ])('refuses %s', (_, logRow, outcome) => {
    expect(applyLogRow(emptyState(), logRow).outcome).toBe(outcome);
  });

  it('leaves the state alone where a row cannot be read', () => {
    const state = emptyState();
    const flag = JSON.stringify([{ put: wireFlag('a', 1) }]);
    applyLogRow(state, { ...row, serverChanges: flag, clientChanges: '{}' });
    expect([state.revision, state.server.flags.size]).toEqual([0, 0]);
  });
});

describe('diffViews', () => {
  it('holds the changes that lead from one view to the other', () => {
    const item = (itemKey: string, version: number) => {
      const body = JSON.stringify(wireFlag(itemKey, version));
      return { kind: 'flag' as const, key: itemKey, version, body };
    };
    const before = buildView([item('gone', 1), item('same', 1), item('new version', 1)], false);
    const after = buildView([item('same', 1), item('new version', 2), item('added', 2)], false);
    const changes = diffViews(before, after).map((text) => JSON.parse(text) as Change);
    expect(changes).toEqual([
      { drop: 'gone' },
      { put: wireFlag('new version', 2) },
      { put: wireFlag('added', 2) },
    ]);
  });
});
