import { isUnderstood } from '../level.js';
import { conditionsOf, type Condition } from './condition.js';
import { demand, listIn, orNull, recordIn } from './demand.js';
import { listed } from './listed.js';
import { subjectBy } from './reading.js';
import { gateOf } from './rollout.js';
import type { Vocabulary } from './operators.js';

/** A segment ready for matching; null where it holds something unknown, so that no rule that names it may match. */
export type CompactSegment = Condition | null;

/** The compiled form of a segment: `included` beats `excluded` beats rules (evaluation.md §4). */
export function segmentOf(wire: unknown, vocabulary: Vocabulary): CompactSegment {
  return orNull(() => {
    const { needs = 1, by, included, excluded, rules } = recordIn(wire);
    const subject = subjectBy(by);
    const [isIncluded, isExcluded] = [listed(included), listed(excluded)];
    const conditions = listIn(rules).map((rule) => ruleOf(rule, vocabulary));
    demand(isUnderstood(needs));
    return (inquiry) => {
      const id = subject(inquiry);
      if (id !== null && isIncluded(id)) return true;
      if (id !== null && isExcluded(id)) return false;
      return conditions.some((condition) => condition(inquiry));
    };
  });
}

function ruleOf(wire: unknown, vocabulary: Vocabulary): Condition {
  const { conditions, rollout } = recordIn(wire);
  const holds = conditionsOf(conditions, { vocabulary, segments: null });
  const gate = gateOf(rollout, vocabulary.schedule);
  return (inquiry) => holds(inquiry) && gate(inquiry) !== false;
}
