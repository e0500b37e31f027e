import { buildViews, type BothViews } from '../../src/modules/wire/domain/build-views.js';
import { compareTouched } from '../../src/modules/wire/domain/compare-touched.js';
import type { SeedsOf } from '../../src/modules/wire/domain/hash-lists.js';
import { planView } from '../../src/modules/wire/domain/plan-view.js';
import { wireFlag } from '../../src/modules/wire/domain/wire-flag.js';
import type { StoredView, WireItem } from '../../src/modules/wire/domain/wire-item.js';
import { wireSegment } from '../../src/modules/wire/domain/wire-segment.js';
import { isSound, type Edit, type World } from './random-writes.js';

/** The seeds that lists are hashed with. */
export const seedsOf: SeedsOf = (list) => [list.length * 7919, list.charCodeAt(0) + list.length];

/** What the tables hold of the two views, and the revision they are at. */
export interface Tables {
  readonly revision: number;
  readonly server: Mutable;
  readonly client: Mutable;
}
interface Mutable {
  readonly flags: Map<string, WireItem>;
  readonly segments: Map<string, WireItem>;
}

/** Both views, built as a whole. */
export const everything = ({ flags, segments }: World): BothViews =>
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

/** Carries a sequence of writes out and shows each step to `check`. */
export function play(
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
