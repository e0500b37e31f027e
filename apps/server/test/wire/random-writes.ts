import type { Rule } from '@sluice/evaluator';
import fc from 'fast-check';
import type { StoredFlag } from '../../src/modules/wire/domain/stored-flag.js';
import type { StoredSegment } from '../../src/modules/wire/domain/stored-segment.js';

const FLAG_KEYS = ['a', 'b', 'c', 'd', 'e'];
const SEGMENT_KEYS = ['s', 't', 'u'];

/** What one environment holds. */
export interface World {
  readonly flags: ReadonlyMap<string, StoredFlag>;
  readonly segments: ReadonlyMap<string, StoredSegment>;
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

/** Flags of this key. */
export const flagOf = (key: string): fc.Arbitrary<StoredFlag> =>
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

/** One change of what is held. */
export type Edit = (world: World) => World;

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

/** Puts, changes or takes away the flag of this key. */
export function withFlag(key: string, change: (old?: StoredFlag) => StoredFlag | undefined): Edit {
  return (world) => ({ ...world, flags: changed(world.flags, key, change) });
}

/** Puts, changes or takes away the segment of this key. */
export function withSegment(
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
export function isSound({ flags, segments }: World): boolean {
  return [...flags.values()].every(({ prerequisites, rules }) => {
    const text = JSON.stringify([prerequisites, rules]);
    const named = [...text.matchAll(/"(flag|segment)":"(\w+)"/g)];
    return named.every(([, kind, key]) => (kind === 'flag' ? flags : segments).has(key!));
  });
}

/** Sequences of writes, each of some edits. */
export const sequences = fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 25,
});
