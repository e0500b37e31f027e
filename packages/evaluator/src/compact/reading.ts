import type { Context } from '../evaluator.js';
import { textIn } from './demand.js';
import type { Inquiry } from './inquiry.js';

/** Whether `object` itself has a property; `Object.hasOwn` is younger than the browsers this runs in. */
export function has(object: object, key: string): boolean {
  return {}.hasOwnProperty.call(object, key);
}

/** An own, non-null property with the exact name, else own properties along a dotted path; undefined where missing (evaluation.md §4). */
export function readAttribute(context: Context, name: string): unknown {
  return own(context, name) ?? name.split('.').reduce<unknown>(own, context) ?? undefined;
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && has(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Reads, for whoever is asked about, the attribute that buckets and id lists go `by`; throws where that is no name. */
export function subjectBy(by: unknown = 'id'): (inquiry: Inquiry) => string | null {
  const attribute = textIn(by);
  return ({ context }) => bucketingValueOf(context, attribute);
}

/** The string that buckets and id lists use; null where missing (evaluation.md §5). */
export function bucketingValueOf(context: Context, by: string): string | null {
  const value = readAttribute(context, by);
  if (typeof value === 'string') return value || null;
  return Number.isSafeInteger(value) ? String(value) : null;
}
