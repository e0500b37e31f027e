import { EXISTS, RANGE, SET, STRINGS } from './step-kind.js';
import { readOwn } from '../attribute.js';
import { isArray } from '../wire.js';
import { UNREAD, readSlot } from '../read-slot.js';
import type { Context } from '../evaluator.js';
import type { Step } from './step.js';

/**
 * The step that the leaves from `first` on lead to: one loop over all leaves up to the next gate or
 * end. What is asked most is answered here, the rest in {@link holdsOf}.
 */
export function afterLeaves(first: Step, context: Context, plain: boolean): Step {
  let step = first;
  while (step.kind <= EXISTS) {
    const value = valueFor(step, context, plain);
    const { kind } = step;
    if (kind === STRINGS && typeof value === 'string')
      step = isListed(step, value) ? step.match : step.miss;
    else if (kind === RANGE && typeof value === 'number')
      step = value >= step.low && value <= step.high ? step.match : step.miss;
    else if (kind === SET && typeof value === 'string')
      step = step.set.has(value) ? step.match : step.miss;
    else if (kind === EXISTS) step = value == null ? step.miss : step.match;
    else step = holdsOf(step, value) ? step.yes : step.no;
  }
  return step;
}

/** What the context owns under the name of a leaf; inlined. */
function valueFor(step: Step, context: Context, plain: boolean): unknown {
  // Compared, because V8 has no feedback on the truth of an argument and would ask every kind of value.
  if (plain !== true) return readOwn(context, step);
  const value = readSlot(context, step);
  return value === UNREAD ? readOwn(context, step) : value;
}

function isListed(step: Step, value: string): boolean {
  if (value === step.string) return true;
  return step.several && (value === step.second || value === step.third || value === step.fourth);
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
  // By index, because an array may bring an iterator of its own.
  let i = 0;
  while (i < value.length) {
    const element = value[i++];
    if (element != null && typeof element !== 'object' && matches(step, element)) return true;
  }
  return false;
}

function matches(step: Step, value: unknown): boolean {
  switch (step.kind) {
    case STRINGS:
      return typeof value === 'string' && isListed(step, value);
    case SET:
      return step.set.has(value);
    case RANGE:
      return typeof value === 'number' && value >= step.low && value <= step.high;
    default:
      return step.test(value);
  }
}
