import { bucketingValueOf, type Context, type Prerequisite } from '@sluice/evaluator';
import type { TraceAnswer } from '@sluice/protocol';
import { shortened } from './bounded-value.js';
import type { FlagProbe } from './flag-probe.js';

/** What another flag answers the context, absent where it does not exist. */
export function answerOf(probe: FlagProbe, key: string): { got?: TraceAnswer } {
  const answer = probe.answerOf(key);
  if (answer === undefined) return {};
  const { reason, enabled, variant, errorCode } = answer;
  const got = { reason, enabled, ...(variant !== undefined && { variant }) };
  return { got: { ...got, ...(errorCode !== undefined && { errorCode }) } };
}

/** What is wanted of a parent; `state: on` where nothing is said. */
export function wantedOf({ state, variants }: Omit<Prerequisite, 'flag'>): {
  state?: 'on' | 'off';
  variants?: string[];
} {
  if (variants !== undefined) return { variants: variants.slice(0, WANTED) };
  return { state: state ?? 'on' };
}

const WANTED = 20;

/** The attribute bucketed by, and the value bucketed where the context has one. */
export function bucketedBy(context: Context, by = 'id'): { by: string; value?: string } {
  const value = bucketingValueOf(context, by);
  return { by: shortened(by), ...(value !== null && { value: shortened(value) }) };
}
