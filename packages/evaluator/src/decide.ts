import { ADMITTED_OPEN, REFUSED, admission, passes } from './gate.js';
import { CYCLE, EXHAUSTED, MISSING, PARENT_LIMIT, outcome, type Outcome } from './outcome.js';
import { EXISTS, FIXED, GATE, RAMP, SOUND, SPLIT, WIDE } from './conditions/step-kind.js';
import { bucketingValue, isPlain } from './attribute.js';
import { isInSegment } from './segment-holds.js';
import { isMet, type Requirement } from './requirement.js';
import { afterLeaves } from './conditions/after-leaves.js';
import { splitFor } from './serve.js';
import type { CompiledFlag, FlagNode } from './flag-node.js';
import type { Context } from './evaluator.js';
import type { Question } from './question.js';
import type { Step } from './conditions/step.js';

/** The answer of a flag that is not settled to a question; never throws, whatever a getter of the context does. */
export function answer(node: FlagNode, context: Context, question: Question): Outcome {
  const { direct } = node;
  let outcome: Outcome;
  question.busy = true;
  question.plain = isPlain(context);
  try {
    outcome =
      direct === null
        ? answerIndirectly(node, context, question)
        : decideFrom(direct, context, question);
  } catch {
    outcome = node.flag?.off.error ?? MISSING;
  }
  question.busy = false;
  return outcome;
}

function answerIndirectly(node: FlagNode, context: Context, question: Question): Outcome {
  question.begin();
  const outcome = decide(node, context, question);
  if (outcome === CYCLE) return node.flag?.off.cycle ?? MISSING;
  return outcome === EXHAUSTED ? (node.flag?.off.error ?? MISSING) : outcome;
}

/** The outcome of a flag, by the order of evaluation.md §3; some end the whole question. */
export function decide(node: FlagNode, context: Context, question: Question): Outcome {
  if (node.settled !== null) return node.settled;
  const { flag } = node;
  if (flag === null) return MISSING;
  if (flag.asksParents !== true) return decideOwn(flag, context, question);
  const { visiting } = node;
  if (visiting === question.stamp) return CYCLE;
  node.visiting = question.stamp;
  try {
    return blockedBy(flag, context, question) ?? decideOwn(flag, context, question);
  } finally {
    node.visiting = visiting;
  }
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

/** Returned by {@link walk} where it came to the step it was to stop at. */
export const REACHED = outcome(null, false, 'ERROR');

/** The outcome at the end of the steps from `first` on, or of a parent that ends the question. */
export function walk(
  first: Step,
  context: Context,
  question: Question,
  until: Step | null,
): Outcome {
  let step = first;
  for (;;) {
    if (step.kind <= EXISTS) step = afterLeaves(step, context, question.plain);
    const { kind } = step;
    if (step === until) return REACHED;
    if (kind === FIXED) return step.outcome;
    if (kind === GATE || kind === RAMP) {
      const { gate } = step;
      const admitted = gate.common
        ? passes(gate, context, question)
        : admission(gate, context, question);
      step = admitted === REFUSED ? step.no : step.yes;
    } else if (kind === SPLIT) {
      const served = splitFor(step.split, context, question);
      if (served !== null) return served;
      step = step.no;
    } else {
      const holds = referenceHolds(step, context, question);
      if (typeof holds !== 'boolean') return holds;
      step = holds ? step.yes : step.no;
    }
  }
}

function decideOwn(flag: CompiledFlag, context: Context, question: Question): Outcome {
  const target = flag.targets.length > 0 ? targeted(flag, context, question) : null;
  return target ?? decideFrom(flag.first, context, question);
}

function decideFrom(first: Step, context: Context, question: Question): Outcome {
  if (first.kind === RAMP)
    return (passes(first.gate, context, question) === REFUSED ? first.no : first.yes).outcome;
  const step = afterLeaves(first, context, question.plain);
  return step.kind === FIXED ? step.outcome : walk(step, context, question, null);
}

function referenceHolds(step: Step, context: Context, question: Question): boolean | Outcome {
  if (step.kind === WIDE) return admission(step.gate, context, question) === ADMITTED_OPEN;
  const { requirement } = step;
  if (requirement !== null) {
    const parent = askParent(requirement, context, question);
    if (parent.endsQuestion) return parent;
    return !parent.unusable && isMet(requirement, parent) !== step.negate;
  }
  const segment = step.segment?.segment ?? null;
  if (step.kind === SOUND) return segment?.poisoned !== true;
  return segment !== null && isInSegment(segment, context, question) !== step.negate;
}

function askParent({ parent }: Requirement, context: Context, question: Question): Outcome {
  question.asked++;
  return question.asked > PARENT_LIMIT ? EXHAUSTED : decide(parent, context, question);
}
