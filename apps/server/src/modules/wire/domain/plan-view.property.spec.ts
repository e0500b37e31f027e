import {
  digestOfSnapshot,
  type Change,
  type Flag,
  type Ids,
  type Rule,
  type Segment,
  type Snapshot,
} from '@sluice/evaluator';
import fc from 'fast-check';
import { buildViews, type BothViews, type ViewForms } from './build-views.js';
import { compareTouched } from './compare-touched.js';
import type { SeedsOf } from './hash-lists.js';
import { planView } from './plan-view.js';
import type { StoredFlag } from './stored-flag.js';
import type { StoredSegment } from './stored-segment.js';
import { wireFlag } from './wire-flag.js';
import type { StoredView, WireItem } from './wire-item.js';
import { wireSegment } from './wire-segment.js';

const FLAG_KEYS = ['a', 'b', 'c', 'd', 'e'];
const SEGMENT_KEYS = ['s', 't', 'u'];
const seedsOf: SeedsOf = (list) => [list.length * 7919, list.charCodeAt(0) + list.length];

interface World {
  readonly flags: ReadonlyMap<string, StoredFlag>;
  readonly segments: ReadonlyMap<string, StoredSegment>;
}

/** What the tables hold of the two views, and the revision they are at. */
interface Tables {
  readonly revision: number;
  readonly server: Mutable;
  readonly client: Mutable;
}
interface Mutable {
  readonly flags: Map<string, WireItem>;
  readonly segments: Map<string, WireItem>;
}

const ids = fc.uniqueArray(
  fc.integer({ min: 0, max: 30 }).map((n) => `user-${n}`),
  { maxLength: 12 },
);

const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom('r1', 'r2', 'r3'),
  conditions: fc.array(
    fc.oneof(
      fc.record({ segment: fc.constantFrom(...SEGMENT_KEYS) }),
      fc.record({ flag: fc.constantFrom(...FLAG_KEYS), negate: fc.boolean() }),
      fc.record({
        attribute: fc.constant('id'),
        operator: fc.constant('in' as const),
        values: ids,
      }),
      fc.record({ not: fc.record({ flag: fc.constantFrom(...FLAG_KEYS) }) }),
    ),
    { maxLength: 2 },
  ),
  serve: fc.record({ variant: fc.constantFrom('on', 'off') }),
});

const flagOf = (key: string): fc.Arbitrary<StoredFlag> =>
  fc.record({
    id: fc.constant(key),
    key: fc.constant(key),
    type: fc.constant('boolean' as const),
    variants: fc.constant({ on: true, off: false }),
    metadata: fc.constantFrom({}, { team: 'x' }),
    prerequisites: fc.array(fc.record({ flag: fc.constantFrom(...FLAG_KEYS) }), { maxLength: 1 }),
    onShutdown: fc.constantFrom('off' as const, 'keep' as const),
    clientVisible: fc.boolean(),
    enabled: fc.boolean(),
    offVariant: fc.constant('off'),
    targets: fc.array(fc.record({ variant: fc.constant('on'), ids }), { maxLength: 1 }),
    rules: fc.array(rule, { maxLength: 2 }),
    fallthrough: fc.record({ variant: fc.constantFrom('on', 'off') }),
  });

const segmentOf = (key: string): fc.Arbitrary<StoredSegment> =>
  fc.record({ key: fc.constant(key), included: ids, excluded: ids, rules: fc.constant([]) });

type Edit = (world: World) => World;

/** One write: some flags and segments put, changed in one member, or taken away. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...FLAG_KEYS).chain((key) =>
    fc.oneof(
      flagOf(key).map((flag) => withFlag(key, () => flag)),
      fc.constant(withFlag(key, (old) => old && { ...old, enabled: !old.enabled })),
      fc.constant(withFlag(key, (old) => old && { ...old, clientVisible: !old.clientVisible })),
      fc.constant(withFlag(key, () => undefined)),
    ),
  ),
  fc.constantFrom(...SEGMENT_KEYS).chain((key) =>
    fc.oneof(
      segmentOf(key).map((segment) => withSegment(key, () => segment)),
      ids.map((more) =>
        withSegment(
          key,
          (old) => old && { ...old, included: [...new Set([...old.included.slice(1), ...more])] },
        ),
      ),
      fc.constant(withSegment(key, () => undefined)),
    ),
  ),
);

function withFlag(key: string, change: (old?: StoredFlag) => StoredFlag | undefined): Edit {
  return (world) => ({ ...world, flags: changed(world.flags, key, change) });
}

function withSegment(
  key: string,
  change: (old?: StoredSegment) => StoredSegment | undefined,
): Edit {
  return (world) => ({ ...world, segments: changed(world.segments, key, change) });
}

function changed<T>(
  map: ReadonlyMap<string, T>,
  key: string,
  change: (old?: T) => T | undefined,
): Map<string, T> {
  const next = new Map(map);
  const value = change(next.get(key));
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}

/** The save rules that the planner relies on: nobody names what is not there, so what is named stays. */
function isSound({ flags, segments }: World): boolean {
  return [...flags.values()].every(({ prerequisites, rules }) => {
    const text = JSON.stringify([prerequisites, rules]);
    const named = [...text.matchAll(/"(flag|segment)":"(\w+)"/g)];
    return named.every(([, kind, key]) => (kind === 'flag' ? flags : segments).has(key!));
  });
}

const everything = ({ flags, segments }: World): BothViews =>
  buildViews([...flags.values()], [...segments.values()], seedsOf);

const item = (view: StoredView, kind: 'flags' | 'segments', key: string) => view[kind].get(key);

/** The plan of one write by the fast path where it suffices, else by the full one; both views. */
function planWrite(before: World, after: World, tables: Tables) {
  const touched = (kind: 'flags' | 'segments') =>
    [...new Set([...before[kind].keys(), ...after[kind].keys()])].filter(
      (key) => before[kind].get(key) !== after[kind].get(key),
    );
  const part = compareTouched(
    touched('flags').map((key) => {
      const flag = after.flags.get(key);
      return {
        key,
        next: flag === undefined ? null : wireFlag(flag),
        clientVisible: flag?.clientVisible ?? false,
        server: item(tables.server, 'flags', key),
        client: item(tables.client, 'flags', key),
      };
    }),
    touched('segments').map((key) => {
      const segment = after.segments.get(key);
      return {
        key,
        next: segment === undefined ? null : wireSegment(segment),
        server: item(tables.server, 'segments', key),
        client: item(tables.client, 'segments', key),
      };
    }),
    seedsOf,
  );
  const { stored, next } = part ?? { stored: tables, next: everything(after) };
  return {
    fast: part !== null,
    server: planView(stored.server, next.server, tables.revision + 1),
    client: planView(stored.client, next.client, tables.revision + 1),
  };
}

function store(view: Mutable, plan: ReturnType<typeof planView>): Mutable {
  const next = { flags: new Map(view.flags), segments: new Map(view.segments) };
  for (const { kind, key } of plan.drop) next[`${kind}s`].delete(key);
  for (const { kind, key, version, body } of plan.put) next[`${kind}s`].set(key, { version, body });
  return next;
}

/** A snapshot of a view from its items, as a replica concatenates it. */
function snapshotOf(view: StoredView): Pick<Snapshot, 'flags' | 'segments' | 'shutdown'> {
  const parsed = <T>(items: ReadonlyMap<string, WireItem>): Record<string, T> =>
    Object.fromEntries([...items].map(([key, { body }]) => [key, JSON.parse(body) as T]));
  return {
    shutdown: false,
    flags: parsed<Flag>(view.flags),
    segments: parsed<Segment>(view.segments),
  };
}

function members(list: Ids): (string | number)[] {
  return 'hashes' in list ? [...list.hashes] : [...list];
}

/** What an SDK makes of the changes of a delta. */
function apply(view: ReturnType<typeof snapshotOf>, changes: readonly Change[]) {
  const flags: Record<string, Flag> = { ...view.flags };
  const segments: Record<string, Segment> = { ...view.segments };
  for (const change of changes) {
    if ('put' in change) flags[change.put.key] = change.put;
    else if ('drop' in change) delete flags[change.drop];
    else if ('putSegment' in change) segments[change.putSegment.key] = change.putSegment;
    else if ('dropSegment' in change) delete segments[change.dropSegment];
    else if ('segmentIds' in change) {
      const { key, version, list, add, remove } = change.segmentIds;
      const old = segments[key]!;
      const gone = new Set<string | number>(remove);
      const kept = [...members(old[list]).filter((id) => !gone.has(id)), ...add];
      const next =
        'hashes' in old[list]
          ? { seeds: old[list].seeds, hashes: (kept as number[]).sort((a, b) => a - b) }
          : (kept as string[]);
      segments[key] = { ...old, version, [list]: next };
    }
  }
  return { flags, segments, shutdown: false };
}

/** A view without versions: what it says, not since when. */
function unversioned(view: { flags: Record<string, Flag>; segments: Record<string, Segment> }) {
  const strip = (items: Record<string, Flag | Segment>) =>
    Object.entries(items)
      .map(([key, { version: _version, ...rest }]): [string, unknown] => [key, rest])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return [strip(view.flags), strip(view.segments)];
}

const formsOf = ({ flags, segments }: ViewForms) => ({
  flags: Object.fromEntries(flags),
  segments: Object.fromEntries(segments),
});

const sequences = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 25,
});

/** Carries a sequence of writes out and shows each step to `check`. */
function play(
  writes: readonly Edit[][],
  check: (step: {
    before: Tables;
    after: Tables;
    world: World;
    plan: ReturnType<typeof planWrite>;
  }) => void,
): void {
  const empty = (): Mutable => ({ flags: new Map(), segments: new Map() });
  let world: World = { flags: new Map(), segments: new Map() };
  let tables: Tables = { revision: 0, server: empty(), client: empty() };
  for (const write of writes) {
    const next = write.reduce((state, change) => change(state), world);
    if (!isSound(next)) continue;
    const plan = planWrite(world, next, tables);
    const after = {
      revision: tables.revision + 1,
      server: store(tables.server, plan.server),
      client: store(tables.client, plan.client),
    };
    check({ before: tables, after, world: next, plan });
    [world, tables] = [next, after];
  }
}

describe('the delta of a write', () => {
  it('leaves in the tables exactly what a full rebuild of both views would', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ after, world }) => {
          const whole = everything(world);
          for (const view of ['server', 'client'] as const)
            expect(unversioned(snapshotOf(after[view]))).toEqual(unversioned(formsOf(whole[view])));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('applied to the old snapshot gives the new one, versions included', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ before, after, plan }) => {
          for (const view of ['server', 'client'] as const) {
            const applied = apply(snapshotOf(before[view]), plan[view].changes);
            expect(applied).toEqual(snapshotOf(after[view]));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('moves the digest to that of the new snapshot', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ before, after, plan }) => {
          for (const view of ['server', 'client'] as const) {
            const digest = digestOfSnapshot(snapshotOf(before[view])) + plan[view].digestDelta;
            expect(digest >>> 0).toBe(digestOfSnapshot(snapshotOf(after[view])));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is empty where nothing changed, whatever the order of members in storage', () => {
    fc.assert(
      fc.property(sequences, (writes) => {
        play(writes, ({ after, world }) => {
          const shuffled = JSON.parse(
            JSON.stringify([...world.flags.values()]),
            (_name, value: unknown) =>
              typeof value === 'object' && value !== null && !Array.isArray(value)
                ? Object.fromEntries(Object.entries(value).reverse())
                : value,
          ) as StoredFlag[];
          const again = buildViews(shuffled, [...world.segments.values()], seedsOf);
          for (const view of ['server', 'client'] as const)
            expect(planView(after[view], again[view], after.revision + 1).changes).toEqual([]);
        });
      }),
    );
  });

  it('takes the fast path for a toggle and for a member edit', () => {
    const flag = fc.sample(flagOf('a'), { numRuns: 1, seed: 1 })[0]!;
    const plain = { ...flag, clientVisible: true, prerequisites: [], rules: [] };
    const fast: boolean[] = [];
    play(
      [
        [withFlag('a', () => plain)],
        [withFlag('a', () => ({ ...plain, enabled: !plain.enabled }))],
        [
          withSegment('s', () => ({
            key: 's',
            included: ['1', '2', '3'],
            excluded: [],
            rules: [],
          })),
        ],
        [withSegment('s', (old) => old && { ...old, included: ['1', '2', '3', '4'] })],
      ],
      ({ plan }) => fast.push(plan.fast),
    );
    expect(fast).toEqual([false, true, true, true]);
  });
});
