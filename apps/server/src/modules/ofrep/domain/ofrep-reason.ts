import type { Reason } from '@sluice/evaluator';

/** Reasons as OFREP knows them: those of its OpenAPI, and `DEFAULT`, which its ADR-0006 uses. */
export type OfrepReason =
  'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'UNKNOWN';

const TRANSLATED: Partial<Record<Reason, OfrepReason>> = {
  PREREQUISITE_FAILED: 'DISABLED',
  SHUTDOWN: 'DISABLED',
  OVERRIDE: 'STATIC',
  ERROR: 'UNKNOWN',
};

/**
 * The OFREP reason of one of ours (evaluation.md §3): a flag that a failed prerequisite or a
 * shutdown switches off is `DISABLED`, an override is `STATIC`; the others keep their names.
 */
export function ofrepReasonOf(reason: Reason): OfrepReason {
  return TRANSLATED[reason] ?? (reason as OfrepReason);
}
