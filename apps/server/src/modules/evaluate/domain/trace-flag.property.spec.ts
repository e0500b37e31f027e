import { compile, type EvaluationDetail, type Json } from '@sluice/evaluator';
import { evaluationTraceSchema, type EvaluationTrace } from '@sluice/protocol';
import fc from 'fast-check';
import {
  anyContext,
  anyInstant,
  anySnapshot,
} from '../../../../../../packages/evaluator/src/testing/snapshots.js';
import { traceFlag } from './trace-flag.js';

const KEYS = ['a', 'b', 'c', 'd', '__proto__', 'constructor', 'toString'];

/** The place that a detail's reason, rule and error name. */
function placeOf(detail: EvaluationDetail<Json>): string {
  const { reason, ruleIndex, errorCode } = detail;
  if (reason === 'ERROR') return errorCode === 'TARGETING_KEY_MISSING' ? 'fallthrough' : 'error';
  if (ruleIndex !== undefined) return `rule ${ruleIndex}`;
  if (reason === 'PREREQUISITE_FAILED') return `prerequisite ${detail.prerequisite ?? ''}`;
  if (reason === 'TARGETING_MATCH') return 'target';
  if (reason === 'SHUTDOWN' || reason === 'OVERRIDE' || reason === 'DISABLED')
    return reason.toLowerCase();
  return 'fallthrough';
}

function tracedPlace({ decidedBy, prerequisites }: EvaluationTrace): string {
  const { step, index } = decidedBy;
  if (step === 'rule') return `rule ${index ?? ''}`;
  if (step !== 'prerequisite') return step;
  const own = prerequisites.filter(({ depth }) => depth === 0);
  return `prerequisite ${own[index ?? -1]?.flag ?? ''}`;
}

describe('a trace', () => {
  it('decides where the evaluator decides, and its decided rule has only conditions and a gate that hold', () => {
    const environment = fc.tuple(anySnapshot, fc.boolean());
    const inputs = [environment, anyContext, anyInstant, fc.constantFrom(...KEYS)] as const;
    fc.assert(
      fc.property(...inputs, ([snapshot, isShut], context, at, key) => {
        const overlay = { shutdown: isShut, overrides: snapshot.overrides ?? {} };
        const evaluator = compile(snapshot);
        evaluator.setOverlay(overlay);
        const detail = evaluator.evaluate(key, context, at);
        const flag = Object.hasOwn(snapshot.flags, key) ? snapshot.flags[key] : undefined;
        fc.pre(flag !== undefined && detail.errorCode !== 'FLAG_NOT_FOUND');
        if (flag === undefined) return;
        const trace = traceFlag({ snapshot, overlay, context, at }, flag, detail);
        expect(() => evaluationTraceSchema.parse(trace)).not.toThrow();
        expect(tracedPlace(trace)).toBe(placeOf(detail));
        expect(trace.decidedBy.errorCode).toBe(detail.errorCode);
        for (const rule of trace.rules) {
          if (rule.outcome === 'notReached' || trace.decidedBy.step === 'error') continue;
          const own = rule.conditions.filter(({ depth }) => depth === 0);
          const fits = own.every(({ holds }) => holds) && (rule.gate?.in ?? true);
          const serves = rule.split?.serves ?? true;
          expect(fits && serves).toBe(rule.outcome === 'decided');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
