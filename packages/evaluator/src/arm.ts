import { REFUSED, admission } from './gate.js';
import { REACHED, blockedBy, targeted, walk } from './decide.js';
import { splitFor } from './serve.js';
import type { Arm, Context } from './evaluator.js';
import type { CompiledFlag, FlagNode } from './flag-node.js';
import type { Question } from './question.js';

/** The arm of a rule for a context (rollouts.md), or null where evaluation does not reach the rule, its conditions do not hold or its split could not serve. */
export function armIn(
  node: FlagNode,
  ruleId: string,
  context: Context,
  question: Question,
): Arm | null {
  const { flag } = node;
  if (flag === null || flag.unusable || isStopped(node)) return null;
  const { visiting } = node;
  node.visiting = question.stamp;
  try {
    return armInFlag(flag, ruleId, context, question);
  } finally {
    node.visiting = visiting;
  }
}

function armInFlag(
  flag: CompiledFlag,
  ruleId: string,
  context: Context,
  question: Question,
): Arm | null {
  if (blockedBy(flag, context, question) !== null) return null;
  if (targeted(flag, context, question) !== null) return null;
  const rule = flag.rules.find(({ id }) => id === ruleId);
  if (rule === undefined || rule.end === null) return null;
  if (walk(flag.first, context, question, rule.end) !== REACHED) return null;
  const { split } = rule.serve;
  if (split !== null && splitFor(split, context, question) === null) return null;
  return admission(rule.gate, context, question) === REFUSED ? 'control' : 'treatment';
}

/** Whether the flag is disabled, shut down or overridden: settled, but not by being constant. */
function isStopped({ settled, flag }: FlagNode): boolean {
  return settled !== null && settled !== flag?.constant;
}
