import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  bucketOf,
  compile as compileForSpeed,
  hashedId,
  murmur3,
  scheduleThousandths,
} from './index.js';
import { compileForSize } from './testing/compile-for-size.js';
import type { Condition, Context, EvaluationDetail, LocalState, Schedule } from './index.js';

interface Case {
  readonly key: string;
  readonly context: Context;
  readonly now: number;
  readonly expect: EvaluationDetail;
  readonly isEnabled: boolean;
}

interface Vectors {
  readonly murmur3: readonly { value: string; seed: number; hash: number }[];
  readonly hashedIds: readonly { id: string; seeds: [number, number]; hash: number }[];
  readonly buckets: readonly { value: string; seed: number; bucket: number }[];
  readonly population: {
    readonly seed: number;
    readonly percentage: number;
    readonly inside: number;
    readonly hashSum: number;
    readonly first: readonly string[];
    readonly weights: readonly number[];
    readonly splitCounts: readonly number[];
  };
  readonly schedules: readonly { schedule: Schedule; now: number; thousandths: number }[];
  readonly conditions: readonly {
    condition: Condition;
    context: Context;
    segments: unknown;
    now: number;
    matches: boolean;
  }[];
  readonly evaluations: readonly {
    snapshot: unknown;
    local?: LocalState;
    cases: readonly Case[];
  }[];
}

const vectors = JSON.parse(
  readFileSync(resolve(__dirname, '../test/vectors/evaluation-v1.json'), 'utf8'),
) as Vectors;

const ON_OFF = { type: 'boolean', variants: { on: true, off: false }, offVariant: 'off' };
const BARE = { enabled: true, prerequisites: [], targets: [], onShutdown: 'off' };

function snapshotOf(flag: object, segments: unknown = {}): unknown {
  const whole = { key: 'f', version: 1, ...ON_OFF, ...BARE, ...flag };
  return { schema: 1, revision: 1, shutdown: false, flags: { f: whole }, segments };
}

/** Every entry that differs, so that a failure shows all of them at once. */
function differences<T>(
  entries: readonly T[],
  compare: (entry: T) => { readonly expected: unknown; readonly actual: unknown },
): unknown[] {
  return entries.flatMap((entry, index) => {
    const { expected, actual } = compare(entry);
    return isSame(expected, actual) ? [] : [{ index, entry, expected, actual }];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON with sorted keys; a property that is `undefined` shows, since absent has to mean absent. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join()}}`;
}

describe.each([
  ['the compiled evaluator', compileForSpeed],
  ['the compact evaluator', compileForSize],
])('the golden vectors of evaluation.md: %s', (_name, compile) => {
  it('murmur3', () => {
    expect(
      differences(vectors.murmur3, ({ value, seed, hash }) => ({
        expected: hash,
        actual: murmur3(value, seed),
      })),
    ).toEqual([]);
  });

  it('hashedIds', () => {
    expect(
      differences(vectors.hashedIds, ({ id, seeds, hash }) => ({
        expected: hash,
        actual: hashedId(id, seeds),
      })),
    ).toEqual([]);
  });

  it('buckets', () => {
    expect(
      differences(vectors.buckets, ({ value, seed, bucket }) => ({
        expected: bucket,
        actual: bucketOf(value, seed),
      })),
    ).toEqual([]);
  });

  it('schedules', () => {
    expect(
      differences(vectors.schedules, ({ schedule, now, thousandths }) => ({
        expected: thousandths,
        actual: scheduleThousandths(schedule, now),
      })),
    ).toEqual([]);
  });

  it('population: who is inside a percentage, and how a split with the same seed falls', () => {
    const { seed, percentage, weights } = vectors.population;
    const variants = Object.fromEntries(weights.map((_, i) => [`v${i}`, i]));
    const split = weights.map((weight, i) => ({ variant: `v${i}`, weight }));
    const gate = compile(
      snapshotOf({
        rules: [
          { id: 'r', conditions: [], rollout: { seed, percentage }, serve: { variant: 'on' } },
        ],
        fallthrough: { variant: 'off' },
      }),
    );
    const splits = compile(
      snapshotOf({
        type: 'number',
        variants,
        offVariant: null,
        rules: [],
        fallthrough: { split, seed },
      }),
    );
    const ids = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
    const inside = ids.filter((id) => gate.isEnabled('f', { id }, 0));
    const counts = weights.map(() => 0);
    for (const id of ids) {
      const index = Number(splits.evaluate('f', { id }, 0).value);
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect({
      inside: inside.length,
      hashSum: inside.reduce((sum, id) => (sum + murmur3(id, seed)) >>> 0, 0),
      first: inside.slice(0, 10),
      splitCounts: counts,
    }).toEqual({
      inside: vectors.population.inside,
      hashSum: vectors.population.hashSum,
      first: vectors.population.first,
      splitCounts: vectors.population.splitCounts,
    });
  });

  it('conditions', () => {
    expect(
      differences(vectors.conditions, ({ condition, context, segments, now, matches }) => {
        const rules = [{ id: 'r', conditions: [condition], serve: { variant: 'on' } }];
        const flag = { rules, fallthrough: { variant: 'off' } };
        const evaluator = compile(snapshotOf(flag, segments));
        return { expected: matches, actual: evaluator.isEnabled('f', context, now) };
      }),
    ).toEqual([]);
  });

  it.each(vectors.evaluations.map((entry, index) => [index, entry] as const))(
    'evaluations[%i]',
    (_index, { snapshot, local, cases }) => {
      const evaluator = compile(snapshot, local);
      expect(
        differences(cases, ({ key, context, now, expect: detail, isEnabled }) => ({
          expected: { detail, isEnabled },
          actual: {
            detail: evaluator.evaluate(key, context, now),
            isEnabled: evaluator.isEnabled(key, context, now),
          },
        })),
      ).toEqual([]);
    },
  );
});
