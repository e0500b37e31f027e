import { DOTTED, INHERITED } from './attribute.js';
import type { Context } from './evaluator.js';

/** A property to read: its name, and which of the places below reads it. */
interface Slotted {
  readonly name: string;
  readonly slot: number;
}

/** Returned by {@link readSlot} where only a look at what the context owns can tell. */
export const UNREAD = Symbol('unread');

/**
 * What a context that inherits from nothing but `Object.prototype` owns under a name. Each `case`
 * holds inline caches of its own in V8. The first attribute names of a process get one each and then
 * read like a named property (2 ns instead of 9 for a megamorphic load), and what is inherited under
 * the name is known without looking; which name sits where never changes an answer. Few enough to
 * be inlined where leaves are asked.
 */
export function readSlot(context: Context, { name, slot }: Slotted): unknown {
  let value: unknown;
  let inherited: unknown;
  switch (slot) {
    case DOTTED:
      return UNREAD;
    case 1:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 2:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 3:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 4:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 5:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 6:
      value = context[name];
      inherited = INHERITED[name];
      break;
    case 7:
      value = context[name];
      inherited = INHERITED[name];
      break;
    default:
      value = context[name];
      inherited = INHERITED[name];
  }
  return inherited === undefined ? value : UNREAD;
}
