import { attributeValueOf, type Condition, type Leaf } from '@sluice/evaluator';
import type { TraceCondition } from '@sluice/protocol';
import { boundedValue, shortened } from './bounded-value.js';
import type { FlagProbe } from './flag-probe.js';
import { answerOf, wantedOf } from './trace-answer.js';

const OPERANDS = 10;

/** How many conditions one trace may still show. */
export interface TraceBudget {
  conditions: number;
}

type Description = Omit<TraceCondition, 'depth' | 'holds'>;

/** Each condition with the evaluator's verdict on it alone, groups before what they hold; and how many the budget left out. */
export function traceConditions(
  probe: FlagProbe,
  conditions: readonly Condition[],
  budget: TraceBudget,
): { conditions: TraceCondition[]; conditionsOmitted: number } {
  const shown: TraceCondition[] = [];
  let conditionsOmitted = 0;
  const visit = (condition: Condition, depth: number): void => {
    if (budget.conditions > 0) {
      budget.conditions--;
      shown.push({ depth, ...described(probe, condition), ...probe.holds(condition) });
    } else conditionsOmitted++;
    for (const inner of within(condition)) visit(inner, depth + 1);
  };
  for (const condition of conditions) visit(condition, 0);
  return { conditions: shown, conditionsOmitted };
}

function within(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'not' in condition ? [condition.not] : [];
}

function described(probe: FlagProbe, condition: Condition): Description {
  if ('all' in condition) return { kind: 'all' };
  if ('any' in condition) return { kind: 'any' };
  if ('not' in condition) return { kind: 'not' };
  const negate = condition.negate === true && { negate: true };
  if ('segment' in condition) return { ...segmentOf(probe, condition.segment), ...negate };
  if ('flag' in condition) {
    const asked = { flag: condition.flag, ...wantedOf(condition) };
    return { kind: 'flag', ...asked, ...answerOf(probe, condition.flag), ...negate };
  }
  if ('attribute' in condition) return { ...leafOf(probe, condition), ...negate };
  return { kind: 'unknown' };
}

function segmentOf(probe: FlagProbe, segment: string): Description {
  return { kind: 'segment', segment, inSegment: probe.holds({ segment }).holds };
}

function leafOf(probe: FlagProbe, leaf: Leaf): Description {
  const value = attributeValueOf(probe.context, leaf.attribute);
  const { values } = leaf;
  return {
    kind: 'attribute',
    attribute: shortened(leaf.attribute),
    operator: shortened(String(leaf.operator)),
    ...(leaf.caseInsensitive === true && { caseInsensitive: true }),
    ...(values !== undefined && {
      values: values.slice(0, OPERANDS).map(boundedValue),
      valuesCount: values.length,
    }),
    ...(value === undefined ? { missing: true } : { value: boundedValue(value) }),
  };
}
