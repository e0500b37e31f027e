import fc from 'fast-check';
import type { Change, Condition, Context, Flag, LocalState, Segment, Snapshot } from '../index.js';
import { snapshotOf } from './flag-of.js';

const FLAG_KEYS = ['a', 'b', 'c', 'd', '__proto__', 'constructor', 'toString'];
const SEGMENT_KEYS = ['s', 't', 'hasOwnProperty'];
const ATTRIBUTES = ['id', 'plan', 'age', 'org.id', 'tags', '__proto__', 'constructor', 'valueOf'];
const WORDS = ['x', 'y', 'pro', 'u1', 'u2', ''];

const flagKey = fc.constantFrom(...FLAG_KEYS);
const segmentKey = fc.constantFrom(...SEGMENT_KEYS);
const seed = fc.nat({ max: 0xffffffff });
const by = fc.constantFrom(undefined, 'id', 'plan', 'org.id');
const word = fc.constantFrom(...WORDS);

const ids = fc.oneof(
  fc.array(word, { maxLength: 4 }),
  fc.record({
    seeds: fc.tuple(seed, seed),
    hashes: fc.array(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { maxLength: 3 }),
  }),
);

const leaf = fc.record(
  {
    attribute: fc.constantFrom(...ATTRIBUTES),
    operator: fc.constantFrom(
      'in',
      'in',
      'contains',
      'endsWith',
      'matches',
      'lt',
      'gte',
      'after',
      'semverGte',
      'inCidr',
      'exists',
      'unheardOf',
    ),
    values: fc.array(fc.oneof(word, fc.integer({ min: -2, max: 3 }), fc.boolean()), {
      maxLength: 6,
    }),
    negate: fc.boolean(),
    caseInsensitive: fc.boolean(),
  },
  { requiredKeys: ['attribute', 'operator', 'values'] },
);

const requirement = fc.oneof(
  fc.record({ flag: flagKey }),
  fc.record({ flag: flagKey, state: fc.constantFrom('on', 'off') }),
  fc.record({ flag: flagKey, variants: fc.array(fc.constantFrom('on', 'off', 'v0', 'v1')) }),
);

function conditionOf(reference: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      reference,
      fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ),
  })).condition;
}

const condition = conditionOf(
  fc.oneof(
    fc.record({ segment: segmentKey, negate: fc.boolean() }),
    requirement,
    fc.tuple(requirement, fc.boolean()).map(([part, negate]) => ({ ...part, negate })),
  ),
);

const percentage = fc.constantFrom(0, 0.001, 10, 50, 99.999, 100);
const gate = fc.oneof(
  percentage.map((value) => ({ percentage: value })),
  fc.constantFrom({ range: [0, 100_000] }, { range: [500, 70_000] }, { range: [7, 7] }),
  fc.constantFrom('step', 'linear').map((curve) => ({
    schedule: {
      curve,
      steps: [
        { at: '2026-01-01T00:00:00Z', percentage: 20 },
        { at: '2026-01-02T00:00:00Z', percentage: 100 },
      ],
    },
  })),
);
const rollout = fc.option(
  fc.tuple(gate, seed, by).map(([part, chosen, attribute]) => ({
    ...part,
    seed: chosen,
    ...(attribute !== undefined && { by: attribute }),
  })),
  { nil: undefined },
);

function serveOf(variants: readonly (string | null)[]): fc.Arbitrary<unknown> {
  const variant = fc.constantFrom(...variants);
  return fc.oneof(
    variant.map((chosen) => ({ variant: chosen })),
    fc.record({
      split: fc.array(fc.record({ variant, weight: fc.nat({ max: 5 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      seed,
    }),
  );
}

function without(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function flagOfType(type: string, values: Record<string, unknown>): fc.Arbitrary<Flag> {
  const names: readonly (string | null)[] = [...Object.keys(values), null];
  const variant = fc.constantFrom(...names);
  return fc
    .record({
      key: flagKey,
      version: fc.nat({ max: 9 }),
      needs: fc.constantFrom(undefined, undefined, undefined, 1, 2),
      hidden: fc.constantFrom(undefined, undefined, false, true),
      enabled: fc.constantFrom(true, true, true, false),
      offVariant: variant,
      prerequisites: fc.array(requirement, { maxLength: 2 }),
      targets: fc.array(fc.record({ variant, ids }), { maxLength: 1 }),
      rules: fc.array(
        fc
          .record({
            id: fc.constantFrom('r0', 'r1', 'r2'),
            conditions: fc.array(condition, { maxLength: 3 }),
            rollout,
            serve: serveOf(names),
          })
          .map(without),
        { maxLength: 3 },
      ),
      fallthrough: serveOf(names),
      onShutdown: fc.constantFrom('off', 'keep'),
    })
    .map((parts) => without({ ...parts, type, variants: values }) as unknown as Flag);
}

/** A well-formed flag, except that its references may go anywhere, in circles too. */
export const anyFlag: fc.Arbitrary<Flag> = fc.oneof(
  flagOfType('boolean', { on: true, off: false }),
  flagOfType('string', { v0: 'zero', v1: 'one' }),
  flagOfType('json', { v0: null, v1: { list: [1, { deep: true }] } }),
);

const anySegment = fc
  .record({
    key: segmentKey,
    version: fc.nat({ max: 9 }),
    by,
    needs: fc.constantFrom(undefined, undefined, 1, 2),
    included: ids,
    excluded: ids,
    rules: fc.array(
      fc
        .record({
          conditions: fc.array(conditionOf(fc.constant({ segment: 's' })), { maxLength: 2 }),
          rollout,
        })
        .map(without),
      { maxLength: 2 },
    ),
  })
  .map((parts) => without(parts) as unknown as Segment);

/** A snapshot of such flags and of segments that may be poisoned. */
export const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .tuple(
    fc.array(anyFlag, { maxLength: 6 }),
    fc.array(anySegment, { maxLength: 3 }),
    fc.boolean(),
    fc.dictionary(flagKey, fc.constantFrom('on', 'v1', 'nonsense'), { maxKeys: 1 }),
  )
  .map(([flags, segments, shutdown, overrides]) =>
    snapshotOf(flags, segments, { shutdown: shutdown && flags.length > 3, overrides }),
  );

/** A context whose attributes meet the conditions often enough. */
export const anyContext: fc.Arbitrary<Context> = fc
  .record(
    {
      id: fc.constantFrom<unknown>('u1', 'u2', 'x', 7, '', true),
      plan: fc.constantFrom<unknown>('pro', 'x', 3, null),
      age: fc.integer({ min: -3, max: 4 }),
      org: fc.record({ id: word }),
      tags: fc.array(fc.oneof(word, fc.integer({ max: 3 })), { maxLength: 3 }),
      constructor: word,
    },
    { requiredKeys: [] },
  )
  .map((context) => context as Context);

/** Overrides and shutdown of a process. */
export const anyLocal: fc.Arbitrary<LocalState> = fc.record({
  shutdown: fc.constantFrom(false, false, true),
  overrides: fc.dictionary(
    flagKey,
    fc.record({
      variant: fc.constantFrom('on', 'off', 'v0', 'nonsense'),
      source: fc.constantFrom('code', 'env', 'file'),
    }),
    { maxKeys: 1 },
  ),
});

/** A change of such a snapshot. */
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  anyFlag.map((put) => ({ put })),
  flagKey.map((drop) => ({ drop })),
  anySegment.map((putSegment) => ({ putSegment })),
  segmentKey.map((dropSegment) => ({ dropSegment })),
  fc.boolean().map((shutdown) => ({ shutdown })),
);

export const anyCondition = condition as fc.Arbitrary<Condition>;

/** An instant before, within or after the schedules above. */
export const anyInstant = fc.integer({
  min: Date.UTC(2025, 11, 31, 12),
  max: Date.UTC(2026, 0, 2, 12),
});
