import { ADMITTED, REFUSED, admission, passes } from './gate.js';
import { CYCLE, EXHAUSTED, MISSING, PARENT_LIMIT, type Outcome } from './outcome.js';
import { FLAG, SEGMENT, type Next, type Step } from './conditions/step.js';
import { bucketingValue, isPlain } from './attribute.js';
import { isInSegment } from './segment-holds.js';
import { isMet, type Requirement } from './requirement.js';
import { leafHolds } from './conditions/leaf-holds.js';
import { served } from './serve.js';
import type { CompiledFlag, CompiledRule, FlagNode } from './flag-node.js';
import type { Context } from './evaluator.js';
import type { SegmentSlot } from './segment-slot.js';
import type { Question } from './question.js';

/** The answer of a flag that is not settled to a question; never throws, whatever a getter of the context does. */
export function answer(node: FlagNode, context: Context, question: Question): Outcome {
  const { flag } = node;
  if (flag === null) return MISSING;
  try {
    question.plain = isPlain(context);
    if (!flag.asksParents) return decideOwn(flag, context, question);
    question.begin();
    const outcome = decide(node, context, question);
    if (outcome === CYCLE) return flag.off.cycle;
    return outcome === EXHAUSTED ? flag.off.error : outcome;
  } catch {
    return flag.off.error;
  }
}

/** The outcome of a flag, by the order of evaluation.md §3; some end the whole question. */
export function decide(node: FlagNode, context: Context, question: Question): Outcome {
  if (node.settled !== null) return node.settled;
  const { flag } = node;
  if (flag === null) return MISSING;
  if (!flag.asksParents) return decideOwn(flag, context, question);
  if (node.visiting === question.stamp) return CYCLE;
  node.visiting = question.stamp;
  const blocked = blockedBy(flag, context, question);
  const outcome = blocked ?? decideOwn(flag, context, question);
  node.visiting = 0;
  return outcome;
}

/** The outcome where a prerequisite fails or ends the question, else null. */
export function blockedBy(
  flag: CompiledFlag,
  context: Context,
  question: Question,
): Outcome | null {
  const { prerequisites } = flag;
  const count = prerequisites.length;
  let i = 0;
  while (i < count) {
    const prerequisite = prerequisites[i++];
    if (prerequisite === undefined) break;
    const parent = askParent(prerequisite, context, question);
    if (isMet(prerequisite, parent)) continue;
    return parent.endsQuestion ? parent : prerequisite.failed;
  }
  return null;
}

/** The outcome of the first target that lists the context, else null. */
export function targeted(flag: CompiledFlag, context: Context, question: Question): Outcome | null {
  for (const target of flag.targets) {
    const id = bucketingValue(context, target.by, question);
    if (id !== null && target.ids.has(id)) return target.outcome;
  }
  return null;
}

/** What the first of these rules that matches decides, else null. */
export function decideRules(
  rules: readonly CompiledRule[],
  context: Context,
  question: Question,
): Outcome | null {
  const count = rules.length;
  let i = 0;
  while (i < count) {
    const rule = rules[i++];
    if (rule === undefined) break;
    if (!rule.free) {
      const holds = conditionsHold(rule, context, question);
      if (holds === false) continue;
      if (holds !== true) return holds;
    }
    const { gate } = rule;
    let serve = rule.open;
    if (!gate.open) {
      const admitted = gate.common
        ? passes(gate, context, question)
        : admission(gate, context, question);
      if (admitted === REFUSED) continue;
      if (admitted === ADMITTED) serve = rule.gated;
    }
    const outcome = serve.fixed ?? served(serve, context, question);
    if (outcome !== null) return outcome;
  }
  return null;
}

/** Whether all conditions of a rule hold; the outcome where one ends the question. */
export function conditionsHold(
  rule: CompiledRule,
  context: Context,
  question: Question,
): boolean | Outcome {
  if (rule.segments?.some(isPoisoned) === true) return false;
  let next: Next = rule.conditions;
  while (typeof next !== 'boolean') {
    if (next.kind < SEGMENT) {
      next = leafHolds(next, context, question) ? next.yes : next.no;
      continue;
    }
    const holds = referenceHolds(next, context, question);
    if (typeof holds !== 'boolean') return holds;
    next = holds ? next.yes : next.no;
  }
  return next;
}

function decideOwn(flag: CompiledFlag, context: Context, question: Question): Outcome {
  const { ramp } = flag;
  if (ramp === null) return decideByRules(flag, context, question);
  return passes(ramp.gate, context, question) === REFUSED ? ramp.outside : ramp.inside;
}

function decideByRules(flag: CompiledFlag, context: Context, question: Question): Outcome {
  const target = flag.targets.length > 0 ? targeted(flag, context, question) : null;
  if (target !== null) return target;
  const { rules, fallthrough } = flag;
  const outcome = rules.length > 0 ? decideRules(rules, context, question) : null;
  if (outcome !== null) return outcome;
  return fallthrough.fixed ?? served(fallthrough, context, question) ?? flag.off.keyMissing;
}

function isPoisoned({ segment }: SegmentSlot): boolean {
  return segment?.poisoned === true;
}

function referenceHolds(step: Step, context: Context, question: Question): boolean | Outcome {
  if (step.kind === FLAG && step.requirement !== null) {
    const parent = askParent(step.requirement, context, question);
    if (parent.endsQuestion) return parent;
    return !parent.unusable && isMet(step.requirement, parent) !== step.negate;
  }
  const segment = step.segment?.segment ?? null;
  return segment !== null && isInSegment(segment, context, question) !== step.negate;
}

function askParent({ parent }: Requirement, context: Context, question: Question): Outcome {
  question.asked++;
  return question.asked > PARENT_LIMIT ? EXHAUSTED : decide(parent, context, question);
}
