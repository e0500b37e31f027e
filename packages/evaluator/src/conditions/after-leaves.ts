import { EXISTS, RANGE, SET, STRINGS } from './step-kind.js';
import { readOwn } from '../attribute.js';
import { isArray } from '../wire.js';
import { readInherited, readSlot } from '../read-slot.js';
import type { Context } from '../evaluator.js';
import type { Step } from './step.js';

/**
 * The step that the leaves from `first` on lead to: one loop over all leaves up to the next gate or
 * end. Whether a name is inherited is asked only where something was read.
 */
export function afterLeaves(first: Step, context: Context, plain: boolean): Step {
  let step = first;
  while (step.kind <= EXISTS) {
    const direct = plain && step.path === null;
    let value = direct ? readSlot(context, step) : readOwn(context, step);
    if (direct && value !== undefined && readInherited(step) !== undefined)
      value = readOwn(context, step);
    const { kind } = step;
    let matched: boolean;
    if (kind === STRINGS && typeof value === 'string') matched = isListed(step.strings, value);
    else if (kind === RANGE && typeof value === 'number')
      matched = value >= step.low && value <= step.high;
    else if (kind === SET && typeof value === 'string') matched = step.set.has(value);
    else {
      step = holdsOf(step, value) ? step.yes : step.no;
      continue;
    }
    step = matched !== step.negate ? step.yes : step.no;
  }
  return step;
}

function isListed(strings: readonly string[], value: string): boolean {
  let i = strings.length;
  while (--i >= 0) if (strings[i] === value) return true;
  return false;
}

/** Whether a leaf holds of a value that is the context's own, or undefined. */
function holdsOf(step: Step, value: unknown): boolean {
  if (step.kind === EXISTS) return (value != null) !== step.negate;
  if (value == null) return false;
  return (
    (typeof value === 'object' ? anyMatches(step, value) : matches(step, value)) !== step.negate
  );
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
