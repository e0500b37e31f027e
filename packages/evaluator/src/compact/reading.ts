import type { Context } from '../evaluator.js';

/** Whether `object` itself has a property; `Object.hasOwn` is younger than the browsers this runs in. */
export function has(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

/** An own, non-null property with the exact name, else own properties along a dotted path; undefined where missing (evaluation.md §4). */
export function readAttribute(context: Context, name: string): unknown {
  const exact = own(context, name);
  if (exact != null || !name.includes('.')) return exact ?? undefined;
  return name.split('.').reduce<unknown>(own, context) ?? undefined;
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && has(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** The string that buckets and id lists use; null where missing (evaluation.md §5). */
export function bucketingValueOf(context: Context, by: string): string | null {
  const value = readAttribute(context, by);
  if (typeof value === 'string') return value || null;
  return Number.isSafeInteger(value) ? String(value) : null;
}
