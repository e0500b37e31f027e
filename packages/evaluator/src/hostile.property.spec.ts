import fc from 'fast-check';
import { compile, type Context, type Evaluator } from './index.js';
import { armOf } from './compact/index.js';
import { compileForSize } from './testing/compile-for-size.js';
import { HOSTILE_CONTEXTS, HOSTILE_VALUES, TWO_FACED_CONTEXTS } from './testing/hostile.js';
import { anyContext, anyInstant, anySnapshot } from './testing/snapshots.js';

const ATTRIBUTES = ['id', 'plan', 'age', 'org', 'org.id', 'tags', '__proto__', 'constructor'];
const RULES = ['r0', 'r1', 'r2', 'none'];

/** By name, so that a counterexample can be read. */
const anyHostileAttributes = fc.dictionary(
  fc.constantFrom(...ATTRIBUTES, 'valueOf'),
  fc.constantFrom(...Object.keys(HOSTILE_VALUES)),
  { maxKeys: 6 },
);
const anyHostileContext = fc.constantFrom(...Object.keys(HOSTILE_CONTEXTS));
const CONTEXTS = { ...HOSTILE_CONTEXTS, ...TWO_FACED_CONTEXTS };

/** What callers without types may pass where a key, an id or an instant belongs. */
const NONSENSE: Readonly<Record<string, unknown>> = {
  ...{ undefined, null: null, NaN, '-0': -0, '-Infinity': -Infinity, '1e21': 1e21, '2n': 2n },
  ...{ '': '', __proto: '__proto__', constructor: 'constructor', 'lone surrogate': '\ud800' },
  symbol: Symbol('a'),
  array: ['a'],
  date: new Date(NaN),
  function: () => 1,
  'object without a prototype': Object.create(null) as unknown,
  'object that makes no JSON': { toJSON: () => 2n },
};
const anyNonsense = fc.constantFrom(...Object.keys(NONSENSE));

function contextOf(kind: string, attributes: Readonly<Record<string, string>>): Context {
  const own = Object.entries(attributes).map(([name, value]): [string, PropertyDescriptor] => [
    name,
    { value: HOSTILE_VALUES[value]?.(), enumerable: true, configurable: true },
  ]);
  return CONTEXTS[kind]?.(Object.fromEntries(own)) as Context;
}

type Asked = Pick<Evaluator, 'evaluate' | 'isEnabled' | 'armOf'>;

/** Everything about one key; an evaluator that throws fails the test by it. */
function answers(evaluator: Asked, key: string, [context, now]: readonly [Context, number]) {
  return {
    key,
    detail: evaluator.evaluate(key, context, now),
    enabled: [false, true].map((fallback) => evaluator.isEnabled(key, context, now, fallback)),
    arms: RULES.map((rule) => evaluator.armOf(key, rule, context, now)),
  };
}

function compact(snapshot: unknown): Asked {
  const evaluator = compileForSize(snapshot);
  evaluator.countDecisions(true);
  return {
    evaluate: evaluator.evaluate.bind(evaluator),
    isEnabled: evaluator.isEnabled.bind(evaluator),
    armOf: (key, ruleId, context, now) => armOf(evaluator, { key, ruleId, context, now }),
  };
}

describe('what no JSON parser makes', () => {
  it('is answered by both evaluators alike, and neither ever throws, whoever is asked about', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyHostileContext,
        anyHostileAttributes,
        anyInstant,
        (snapshot, kind, attributes, now) => {
          const evaluators = [compile(snapshot), compact(snapshot)] as const;
          for (const key of [...Object.keys(snapshot.flags), 'nowhere']) {
            const [fast, small] = evaluators.map((evaluator) =>
              answers(evaluator, key, [contextOf(kind, attributes), now]),
            );
            expect(small).toEqual(fast);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('makes neither evaluator throw where a proxy says one thing and then another', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        fc.constantFrom(...Object.keys(TWO_FACED_CONTEXTS)),
        anyHostileAttributes,
        anyInstant,
        (snapshot, kind, attributes, now) => {
          for (const evaluator of [compile(snapshot), compact(snapshot)])
            for (const key of Object.keys(snapshot.flags)) {
              const asked = [contextOf(kind, attributes), now] as const;
              const { detail, enabled } = answers(evaluator, key, asked);
              expect([detail.flag, ...enabled.map((on) => typeof on)]).toEqual([
                key,
                'boolean',
                'boolean',
              ]);
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is answered alike as key, rule and instant, counted or not', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyContext,
        fc.tuple(anyNonsense, anyNonsense, anyNonsense),
        (snapshot, context, names) => {
          const [key, rule, now] = names.map((name) => NONSENSE[name]);
          const [fast, small] = [compile(snapshot), compact(snapshot)].map((evaluator) =>
            [key, ...Object.keys(snapshot.flags)].map((asked) => [
              evaluator.evaluate(asked as string, context, now as number),
              evaluator.isEnabled(asked as string, context, now as number),
              evaluator.armOf(asked as string, rule as string, context, now as number),
            ]),
          );
          expect(small).toEqual(fast);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('may ask in turn while it is read, and changes no answer by it', () => {
    fc.assert(
      fc.property(
        fc.tuple(anySnapshot, anyInstant),
        anyContext,
        anyHostileContext,
        anyContext,
        ([snapshot, now], context, kind, other) => {
          const keys = Object.keys(snapshot.flags);
          for (const evaluator of [compile(snapshot), compact(snapshot)]) {
            const ask = (who: Context): unknown =>
              keys.map((key) => answers(evaluator, key, [who, now]));
            const within = HOSTILE_CONTEXTS[kind]?.(Object.getOwnPropertyDescriptors(other));
            const asking = gettersOf(context, () =>
              keys.map((key) => evaluator.evaluate(key, within as Context, now)),
            );
            expect(ask(asking)).toEqual(ask(context));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('changes no answer where it was put on Object.prototype', () => {
    fc.assert(
      fc.property(
        fc.tuple(anySnapshot, anyContext, anyInstant),
        fc.constantFrom('id', 'plan', 'age', 'org', 'tags', 'org.id'),
        fc.constantFrom(...Object.keys(HOSTILE_VALUES)),
        ([snapshot, context, now], name, value) => {
          const evaluators = [compile(snapshot), compact(snapshot)];
          const ask = (): unknown[] =>
            evaluators.map((evaluator) =>
              Object.keys(snapshot.flags).map((key) => answers(evaluator, key, [context, now])),
            );
          const before = ask();
          expect(whilePolluted(name, HOSTILE_VALUES[value]?.(), ask)).toEqual(before);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The same attributes, each of which does something first. */
function gettersOf(context: Context, first: () => unknown): Context {
  const getter = ([name, value]: [string, unknown]): [string, PropertyDescriptor] => [
    name,
    { get: () => [first(), value][1], enumerable: true },
  ];
  return Object.defineProperties({}, Object.fromEntries(Object.entries(context).map(getter)));
}

function whilePolluted<T>(name: string, value: unknown, ask: () => T): T {
  Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    return ask();
  } finally {
    Reflect.deleteProperty(Object.prototype, name);
  }
}
