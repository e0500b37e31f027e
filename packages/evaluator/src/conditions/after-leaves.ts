import { EXISTS, RANGE, SET, STRING, STRINGS } from './step-kind.js';
import { readOwn } from '../attribute.js';
import { isArray } from '../wire.js';
import { UNREAD, readSlot } from '../read-slot.js';
import type { Context } from '../evaluator.js';
import type { Step } from './step.js';

/**
 * The step that the leaves from `first` on lead to: one loop over all leaves up to the next gate or
 * end. What is asked most is answered in {@link afterLeaf}, the rest in {@link holdsOf}.
 */
export function afterLeaves(first: Step, context: Context, plain: boolean): Step {
  let step = first;
  while (step.kind <= EXISTS) {
    // Compared, because V8 has no feedback on the truth of an argument and would ask every kind of value.
    let value = plain === true ? readSlot(context, step) : UNREAD;
    if (value === UNREAD) value = readOwn(context, step);
    step = afterLeaf(step, value);
  }
  return step;
}

/** Where a leaf leads that read `value`; inlined. */
function afterLeaf(step: Step, value: unknown): Step {
  const { kind } = step;
  if (typeof value === 'string') {
    if (kind === STRING) return value === step.string ? step.match : step.miss;
    if (kind === STRINGS) return isListed(step, value) ? step.match : step.miss;
    if (kind === SET) return step.set.has(value) ? step.match : step.miss;
  } else if (typeof value === 'number' && kind === RANGE) {
    return value >= step.low && value <= step.high ? step.match : step.miss;
  }
  if (kind === EXISTS) return value == null ? step.miss : step.match;
  return holdsOf(step, value) ? step.yes : step.no;
}

function isListed(step: Step, value: string): boolean {
  if (value === step.string || value === step.second) return true;
  return step.many && (value === step.third || value === step.fourth);
}

/** Whether a leaf holds of a value that is the context's own, or undefined. */
function holdsOf(step: Step, value: unknown): boolean {
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
    case STRING:
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
