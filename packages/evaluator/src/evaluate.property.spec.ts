import fc from 'fast-check';
import { compile } from './index.js';
import { anyChange, anyContext, anyInstant, anyLocal, anySnapshot } from './testing/snapshots.js';
import type { Change, Context, EvaluationDetail, Evaluator, Flag, Snapshot } from './index.js';

const JSON_AS_PARSED = fc.jsonValue({ maxDepth: 4 }).map((value) => {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return parsed;
});

/** Everything an evaluator says about one context. */
function answers(evaluator: Evaluator, context: Context, now: number): unknown {
  const details = evaluator
    .keys()
    .toSorted()
    .map((key) => ({
      detail: evaluator.evaluate(key, context, now),
      enabled: evaluator.isEnabled(key, context, now),
      enabledOrTrue: evaluator.isEnabled(key, context, now, true),
      arms: ['r0', 'r1', 'r2'].map((rule) => evaluator.armOf(key, rule, context, now)),
      type: evaluator.typeOf(key),
      dependents: evaluator.dependentsOf(key).toSorted(),
      affected: evaluator.affectedBy([key]).toSorted(),
    }));
  return {
    details,
    scheduled: evaluator.scheduledKeys().toSorted(),
    next: evaluator.nextScheduleInstant(now),
  };
}

/** evaluation.md §6, of a detail. */
function isEnabledBy(detail: EvaluationDetail, flag: Flag | undefined, fallback: boolean): boolean {
  if (detail.variant === undefined || flag === undefined) return fallback;
  if (flag.type === 'boolean') return detail.value === true;
  return detail.errorCode === undefined && detail.variant !== flag.offVariant;
}

function afterChanges(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const flags = new Map(Object.entries(snapshot.flags));
  const segments = new Map(Object.entries(snapshot.segments));
  let { shutdown } = snapshot;
  for (const change of changes) {
    if ('put' in change) flags.set(change.put.key, change.put);
    else if ('drop' in change) flags.delete(change.drop);
    else if ('putSegment' in change) segments.set(change.putSegment.key, change.putSegment);
    else if ('dropSegment' in change) segments.delete(change.dropSegment);
    else if ('shutdown' in change) shutdown = change.shutdown;
  }
  return {
    ...snapshot,
    shutdown,
    flags: Object.fromEntries(flags),
    segments: Object.fromEntries(segments),
  };
}

describe('evaluation', () => {
  it('isEnabled is evaluation.md §6 of what evaluate says, for every flag, context, default and local state', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyContext,
        anyLocal,
        anyInstant,
        (snapshot, context, local, now) => {
          const evaluator = compile(snapshot, local);
          for (const key of [...evaluator.keys(), 'nowhere']) {
            const detail = evaluator.evaluate(key, context, now);
            const flag = Object.hasOwn(snapshot.flags, key) ? snapshot.flags[key] : undefined;
            for (const fallback of [false, true])
              expect({ detail, enabled: evaluator.isEnabled(key, context, now, fallback) }).toEqual(
                { detail, enabled: isEnabledBy(detail, flag, fallback) },
              );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same answers after a delta as a fresh compilation of the new snapshot', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        fc.array(anyChange, { maxLength: 5 }),
        fc.array(anyContext, { minLength: 1, maxLength: 3 }),
        anyInstant,
        (snapshot, changes, contexts, now) => {
          const changed = compile(snapshot);
          for (const context of contexts) answers(changed, context, now);
          changed.apply(changes, 2);
          const fresh = compile(afterChanges(snapshot, changes));
          expect(changed.revision).toBe(2);
          for (const context of contexts)
            expect(answers(changed, context, now)).toEqual(answers(fresh, context, now));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers the same after overrides and shutdowns were set and taken back', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyLocal,
        anyContext,
        anyInstant,
        (snapshot, local, context, now) => {
          const evaluator = compile(snapshot);
          const before = answers(evaluator, context, now);
          evaluator.setLocal(local);
          expect(answers(evaluator, context, now)).toEqual(
            answers(compile(snapshot, local), context, now),
          );
          evaluator.setOverlay({ shutdown: true, overrides: {} });
          evaluator.setOverlay({ shutdown: false, overrides: snapshot.overrides ?? {} });
          evaluator.setLocal({});
          expect(answers(evaluator, context, now)).toEqual(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ignores what a context inherits: a context with a poisoned prototype answers like its own copy', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        anyContext,
        anyContext,
        anyInstant,
        (snapshot, own, inherited, now) => {
          const evaluator = compile(snapshot);
          const heir = Object.assign(Object.create(inherited) as Context, own);
          expect(answers(evaluator, heir, now)).toEqual(answers(evaluator, own, now));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is total: any JSON as snapshot, changes, key and context, and nothing throws', () => {
    const anything = fc.oneof(JSON_AS_PARSED, anySnapshot as fc.Arbitrary<unknown>);
    fc.assert(
      fc.property(anything, JSON_AS_PARSED, JSON_AS_PARSED, (snapshot, context, change) => {
        const evaluator = compile(snapshot, context as never);
        evaluator.apply(
          [change, { put: change }, { putSegment: change }] as never,
          change as never,
        );
        evaluator.apply(change as never);
        evaluator.setLocal(change as never);
        evaluator.setOverlay(change as never);
        const keys = [...evaluator.keys(), '__proto__', 'constructor', change as string];
        for (const key of keys) {
          const detail = evaluator.evaluate(key, context as Context, 0);
          expect(typeof detail.reason).toBe('string');
          expect(typeof evaluator.isEnabled(key, context as Context, NaN)).toBe('boolean');
          evaluator.armOf(key, 'r', context as Context, 0);
          evaluator.typeOf(key);
        }
        evaluator.nextScheduleInstant(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is total where one part of a good snapshot is replaced by any JSON', () => {
    fc.assert(
      fc.property(
        anySnapshot,
        fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        JSON_AS_PARSED,
        anyContext,
        (snapshot, path, junk, context) => {
          const broken: unknown = JSON.parse(JSON.stringify(snapshot));
          replaceIn(broken, path, junk);
          const evaluator = compile(broken);
          for (const key of evaluator.keys()) {
            const detail = evaluator.evaluate(key, context, 0);
            expect(typeof evaluator.isEnabled(key, context, 0)).toBe('boolean');
            expect(detail.flag).toBe(key);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Puts `junk` at a place that `path` picks, as deep as it goes. */
function replaceIn(root: unknown, path: readonly number[], junk: unknown): void {
  let place = root;
  for (const [depth, choice] of path.entries()) {
    if (typeof place !== 'object' || place === null) return;
    const record = place as Record<string, unknown>;
    const keys = Object.keys(record);
    const key = keys[choice % Math.max(1, keys.length)];
    if (key === undefined) return;
    const next = record[key];
    const last = depth === path.length - 1 || typeof next !== 'object' || next === null;
    if (last || choice % 5 === 0) {
      Object.defineProperty(record, key, { value: junk, enumerable: true });
      return;
    }
    place = next;
  }
}
