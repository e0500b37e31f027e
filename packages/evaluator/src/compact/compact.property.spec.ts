import fc from 'fast-check';
import { compile, type Arm, type Context, type Evaluator, type Snapshot } from '../index.js';
import { armOf, type ArmQuestion } from './index.js';
import type { Followed } from './following-evaluator.js';
import { compileForSize } from '../testing/compile-for-size.js';
import { anyChange, anyContext, anyInstant, anyLocal, anySnapshot } from '../testing/snapshots.js';

/** Arms of all rules of all flags, hidden ones and unknown ones too. */
function arms(
  snapshot: Snapshot,
  armIn: (question: ArmQuestion) => Arm | null,
  [context, now]: readonly [Context, number],
): unknown {
  return [...Object.keys(snapshot.flags), 'nowhere', '__proto__'].map((key) =>
    ['r0', 'r1', 'r2', 'r', 'none'].map((ruleId) => armIn({ key, ruleId, context, now })),
  );
}

const armsOf =
  (evaluator: Evaluator) =>
  ({ key, ruleId, context, now }: ArmQuestion): Arm | null =>
    evaluator.armOf(key, ruleId, context, now);

/** Everything an evaluator says about one context. */
function answers(evaluator: Followed, context: Context, now: number): unknown {
  return {
    keys: evaluator.keys().toSorted(),
    flags: [...evaluator.keys(), 'nowhere', 'hidden', '__proto__', 'constructor']
      .toSorted()
      .map((key) => ({
        detail: evaluator.evaluate(key, context, now),
        enabled: [true, false].map((fallback) => evaluator.isEnabled(key, context, now, fallback)),
        type: evaluator.typeOf(key),
      })),
  };
}

/** What follows from definitions; that of a malformed flag or rule may be taken in where it need not be. */
function expectToCover(small: Followed, fast: Followed, now: number): void {
  const covers = (keys: string[], needed: string[]): void =>
    expect(keys).toEqual(expect.arrayContaining(needed));
  for (const key of fast.keys()) covers(small.affectedBy([key]), fast.affectedBy([key]));
  covers(small.flagsUsingSegment('s'), fast.flagsUsingSegment('s'));
  covers(small.scheduledKeys(), fast.scheduledKeys());
  expect(small.nextScheduleInstant(now) ?? Infinity).toBeLessThanOrEqual(
    fast.nextScheduleInstant(now) ?? Infinity,
  );
}

function counted(evaluator: Followed): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (what: unknown[], count: number): void => {
    const name = JSON.stringify(what);
    counts[name] = (counts[name] ?? 0) + count;
  };
  evaluator.takeCounts({
    decided: (flag, variant, reason, count) => add([flag, variant, reason], count),
    unknown: (key, count) => add([key], count),
  });
  return counts;
}

/** A value of any kind where a value of a certain kind belongs. */
const nonsense = fc.constantFrom<unknown>(
  null,
  0,
  '',
  'x',
  true,
  [],
  {},
  [null],
  { id: 1 },
  -1,
  1.5,
);

/** Replaces one thing in a JSON value, found by counting, by another. */
function damaged(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
}

describe('the compact evaluator', () => {
  it('says what the compiled one says, about every flag, context, local state and change', () => {
    fc.assert(
      fc.property(
        fc.tuple(anySnapshot, anyLocal),
        anyContext,
        anyInstant,
        fc.array(anyChange, { maxLength: 4 }),
        ([snapshot, local], context, now, changes) => {
          const [fast, small] = [compile(snapshot, local), compileForSize(snapshot, local)];
          for (const evaluator of [fast, small]) evaluator.countDecisions(true);
          expect(answers(small, context, now)).toEqual(answers(fast, context, now));
          for (const evaluator of [fast, small]) evaluator.apply(changes, 7);
          expect(answers(small, context, now)).toEqual(answers(fast, context, now));
          expectToCover(small, fast, now);
          expect(counted(small)).toEqual(counted(fast));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('puts everybody into the arm that the compiled one does', () => {
    const said = new Set<unknown>();
    fc.assert(
      fc.property(
        fc.tuple(anySnapshot, anyLocal),
        anyContext,
        anyInstant,
        fc.array(anyChange, { maxLength: 2 }),
        ([snapshot, local], context, now, changes) => {
          const [fast, small] = [compile(snapshot, local), compileForSize(snapshot, local)];
          for (const evaluator of [fast, small]) evaluator.apply(changes, 7);
          const asked = [context, now] as const;
          const expected = arms(snapshot, armsOf(fast), asked);
          expect(arms(snapshot, (question) => armOf(small, question), asked)).toEqual(expected);
          for (const arm of (expected as unknown[][]).flat()) said.add(arm);
        },
      ),
      { numRuns: 1000 },
    );
    expect(said).toEqual(new Set([null, 'control', 'treatment']));
  });

  it('leaves the counting as it was where a question throws', () => {
    const small = compileForSize({ flags: {} });
    small.countDecisions(true);
    expect(() =>
      small.withoutCounting(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    small.isEnabled('x', {}, 0);
    expect(counted(small)).toEqual({ '["x"]': 1 });
  });

  it('disables what is malformed, and nothing else, exactly as the compiled one does', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyContext,
        anyInstant,
        fc.tuple(fc.nat({ max: 200 }), nonsense),
        (snapshot, context, now, [at, by]) => {
          const broken = damaged(snapshot, at, by);
          const asked = Object.keys(snapshot.flags);
          const [fast, small] = [compile(broken), compileForSize(broken)].map((evaluator) =>
            asked.map((key) => evaluator.evaluate(key, context, now)),
          );
          expect(small).toEqual(fast);
          const who = [context, now] as const;
          const [compiled, compact] = [compile(broken), compileForSize(broken)];
          expect(arms(snapshot, (question) => armOf(compact, question), who)).toEqual(
            arms(snapshot, armsOf(compiled), who),
          );
        },
      ),
      { numRuns: 1500 },
    );
  });
});
