import type { EvaluationDetail, Reason } from '../detail.js';

/** How a flag was decided. */
export interface Verdict {
  /** Null: no value, the caller's default stands. */
  readonly variant: string | null;
  readonly reason: Reason;
  /** evaluation.md §6. */
  readonly enabled: boolean;
  /** Whether it meets no requirement of a child: the flag is missing, malformed or needs a newer evaluator. */
  readonly unusable: boolean;
  /** What else a detail tells. */
  readonly more: Omit<EvaluationDetail, 'flag' | 'variant' | 'value' | 'reason'>;
}

/** Of a flag that does not exist. */
export const MISSING: Verdict = {
  variant: null,
  reason: 'ERROR',
  enabled: false,
  unusable: true,
  more: { errorCode: 'FLAG_NOT_FOUND' },
};
