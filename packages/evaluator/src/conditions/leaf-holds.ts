import { EXISTS, RANGE, SET, STRINGS, type Step } from './step.js';
import { isArray } from '../wire.js';
import { readInherited, readSlot } from '../read-slot.js';
import { readOwn } from '../attribute.js';
import type { Context } from '../evaluator.js';
import type { Question } from '../question.js';

/**
 * Whether a leaf holds. Whether the name is inherited is asked last and only where it matters: an
 * inherited attribute is missing, and a leaf on a missing attribute is false but for `exists`
 * (evaluation.md §4). Strings and numbers in one piece, to be inlined where conditions are walked.
 */
export function leafHolds(step: Step, context: Context, question: Question): boolean {
  if (!question.plain || step.path !== null) return holdsOf(step, readOwn(context, step));
  const { kind } = step;
  const value = readSlot(context, step);
  let holds: boolean;
  if (kind === RANGE && typeof value === 'number')
    holds = (value >= step.low && value <= step.high) !== step.negate;
  else if (kind === STRINGS && typeof value === 'string')
    holds = isListed(step.strings, value) !== step.negate;
  else if (kind === SET && typeof value === 'string') holds = step.set.has(value) !== step.negate;
  else holds = holdsOf(step, value);
  if ((holds || kind === EXISTS) && readInherited(step) !== undefined)
    return holdsOf(step, readOwn(context, step));
  return holds;
}

/** Whether a leaf holds of a value that is the context's own, or undefined. */
function holdsOf(step: Step, value: unknown): boolean {
  if (step.kind === EXISTS) return (value != null) !== step.negate;
  if (value == null) return false;
  return (
    (typeof value === 'object' ? anyMatches(step, value) : matches(step, value)) !== step.negate
  );
}

function isListed(strings: readonly string[], value: string): boolean {
  let i = strings.length;
  while (--i >= 0) if (strings[i] === value) return true;
  return false;
}

function anyMatches(step: Step, value: object): boolean {
  if (!isArray(value)) return false;
  for (const element of value) {
    if (element != null && typeof element !== 'object' && matches(step, element)) return true;
  }
  return false;
}

function matches(step: Step, value: unknown): boolean {
  switch (step.kind) {
    case STRINGS:
      return typeof value === 'string' && isListed(step.strings, value);
    case SET:
      return step.set.has(value);
    case RANGE:
      return typeof value === 'number' && value >= step.low && value <= step.high;
    default:
      return step.test(value);
  }
}
