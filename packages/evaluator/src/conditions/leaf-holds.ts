import { isOwn, readAny, readOwn } from '../attribute.js';
import { EXISTS, RANGE, SET, STRINGS, type Step } from './step.js';
import { isArray } from '../wire.js';
import type { Context } from '../evaluator.js';
import type { Question } from '../question.js';

/**
 * Whether a leaf holds. Ownership is asked last and only where the answer would be yes: an
 * inherited attribute is missing, and a leaf on a missing attribute is false (evaluation.md §4).
 */
export function leafHolds(step: Step, context: Context, question: Question): boolean {
  const { attribute } = step;
  if (attribute.path !== null) return holdsOf(step, readOwn(context, attribute));
  const value = readAny(context, attribute);
  if (step.kind === EXISTS)
    return (value != null && isOwn(context, attribute, question)) !== step.negate;
  return holdsOf(step, value) && isOwn(context, attribute, question);
}

function holdsOf(step: Step, value: unknown): boolean {
  if (typeof value === 'string') {
    const matched = step.kind === STRINGS ? isListed(step.strings, value) : matches(step, value);
    return matched !== step.negate;
  }
  if (typeof value === 'number' && step.kind === RANGE)
    return (value >= step.low && value <= step.high) !== step.negate;
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
