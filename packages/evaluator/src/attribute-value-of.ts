import { readOwn } from './attribute.js';
import type { Context } from './evaluator.js';

/** The value a condition on this attribute reads from a context, undefined where it is missing (evaluation.md §4): for showing it beside the verdict. */
export function attributeValueOf(context: Context, name: string): unknown {
  return readOwn(context, { name, path: name.includes('.') ? name.split('.') : null });
}
