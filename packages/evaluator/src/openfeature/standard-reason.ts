import type { Reason } from '../detail.js';

/** Reasons as OpenFeature and OFREP know them. */
export type StandardReason =
  'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'ERROR';

const TRANSLATED: Partial<Record<Reason, StandardReason>> = {
  PREREQUISITE_FAILED: 'DISABLED',
  SHUTDOWN: 'DISABLED',
  OVERRIDE: 'STATIC',
};

/**
 * OpenFeature's word for one of our reasons (evaluation.md §3): a flag that a failed prerequisite or
 * a shutdown switches off is `DISABLED`, an override is `STATIC`; the others keep their names.
 */
export function standardReasonOf(reason: Reason): StandardReason {
  return TRANSLATED[reason] ?? (reason as StandardReason);
}
