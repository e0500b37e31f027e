import { booleanWordOf } from '@sluice/evaluator';

/** What an override given in code says as a boolean; null where it is none or names a variant. */
export function codeWordOf(value: boolean | string | undefined): boolean | null {
  return typeof value === 'string' ? booleanWordOf(value) : (value ?? null);
}
