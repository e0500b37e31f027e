import { INHERITED } from './attribute.js';
import type { Context } from './evaluator.js';

/** A property to read: its name, and which of the places below reads it. */
interface Slotted {
  readonly name: string;
  readonly slot: number;
}

/**
 * `context[name]`, inherited or not: the caller checks ownership where it matters. Each `case` is
 * an inline cache of its own in V8. The first attribute names of a process get one each and then
 * read like a named property (2 ns instead of 9 for a megamorphic load); which name sits where
 * never changes an answer.
 */
export function readSlot(context: Context, { name, slot }: Slotted): unknown {
  switch (slot) {
    case 0:
      return context[name];
    case 1:
      return context[name];
    case 2:
      return context[name];
    case 3:
      return context[name];
    case 4:
      return context[name];
    case 5:
      return context[name];
    case 6:
      return context[name];
    case 7:
      return context[name];
    case 8:
      return context[name];
    case 9:
      return context[name];
    case 10:
      return context[name];
    case 11:
      return context[name];
    case 12:
      return context[name];
    case 13:
      return context[name];
    case 14:
      return context[name];
    default:
      return context[name];
  }
}

/** The same of what plain contexts inherit from, with caches of its own: V8 knows the answer without looking. */
export function readInherited({ name, slot }: Slotted): unknown {
  switch (slot) {
    case 0:
      return INHERITED[name];
    case 1:
      return INHERITED[name];
    case 2:
      return INHERITED[name];
    case 3:
      return INHERITED[name];
    case 4:
      return INHERITED[name];
    case 5:
      return INHERITED[name];
    case 6:
      return INHERITED[name];
    case 7:
      return INHERITED[name];
    case 8:
      return INHERITED[name];
    case 9:
      return INHERITED[name];
    case 10:
      return INHERITED[name];
    case 11:
      return INHERITED[name];
    case 12:
      return INHERITED[name];
    case 13:
      return INHERITED[name];
    case 14:
      return INHERITED[name];
    default:
      return INHERITED[name];
  }
}
