import type { Context } from '@sluice/evaluator';
import { isRecord } from '../wire/is-record.js';
import { withTextDates } from './with-text-dates.js';

/** An OpenFeature context as ours, or why it is none. */
export type ContextReading =
  | { readonly ok: true; readonly context: Context }
  | { readonly ok: false; readonly message: string };

/**
 * Reads an OpenFeature context as the server reads one over OFREP: `targetingKey` becomes `id` unless
 * the context has an `id` of its own, and stays an attribute; dates become RFC 3339 text in UTC.
 */
export function contextOf(given: unknown): ContextReading {
  if (given === undefined || given === null) return { ok: true, context: {} };
  if (!isRecord(given)) return { ok: false, message: 'The evaluation context must be an object.' };
  const context = withTextDates(given) as Record<string, unknown>;
  const targetingKey = has(context, 'targetingKey') ? context.targetingKey : null;
  if (targetingKey === undefined || targetingKey === null) return { ok: true, context };
  if (typeof targetingKey !== 'string')
    return { ok: false, message: `targetingKey must be a string; got a ${typeof targetingKey}.` };
  const hasId = has(context, 'id') && context.id !== null && context.id !== undefined;
  return { ok: true, context: hasId ? context : { ...context, id: targetingKey } };
}

/** `Object.hasOwn` is younger than the browsers this runs in. */
function has(context: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(context, name);
}
