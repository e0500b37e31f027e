import { readAny, readOwn } from '../attribute.js';
import { ABOVE, AT_LEAST, AT_MOST, BELOW, EXISTS, STRINGS, type Step } from './step.js';
import { isArray } from '../wire.js';
import type { Context } from '../evaluator.js';

/**
 * Whether a leaf holds. Ownership is asked last and only where the answer would be yes: an
 * inherited attribute is missing, and a leaf on a missing attribute is false (evaluation.md §4).
 */
export function leafHolds(step: Step, context: Context): boolean {
  const { attribute } = step;
  const dotted = attribute.path !== null;
  const value = dotted ? readOwn(context, attribute) : readAny(context, attribute);
  if (step.kind === EXISTS) {
    const present = value != null && (dotted || Object.hasOwn(context, attribute.name));
    return present !== step.negate;
  }
  if (value == null) return false;
  const matched = typeof value === 'object' ? anyMatches(step, value) : matches(step, value);
  if (matched === step.negate) return false;
  return dotted || Object.hasOwn(context, attribute.name);
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
    case BELOW:
      return typeof value === 'number' && value < step.limit && value !== -Infinity;
    case AT_MOST:
      return typeof value === 'number' && value <= step.limit && value !== -Infinity;
    case ABOVE:
      return typeof value === 'number' && value > step.limit && value !== Infinity;
    case AT_LEAST:
      return typeof value === 'number' && value >= step.limit && value !== Infinity;
    default:
      return step.test(value);
  }
}

function isListed(strings: readonly string[], value: string): boolean {
  for (const listed of strings) if (listed === value) return true;
  return false;
}
