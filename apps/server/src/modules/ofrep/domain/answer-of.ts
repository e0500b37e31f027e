import type { EvaluationDetail, Json } from '@sluice/evaluator';
import { answerMetadata, type FlagMetadata } from './flag-metadata.js';
import { failureOf, type OfrepErrorCode } from './ofrep-failure.js';
import { ofrepReasonOf, type OfrepReason } from './ofrep-reason.js';

/** OFREP's `evaluationSuccess`; without `value` the caller's default stands. */
export interface OfrepSuccess {
  readonly key: string;
  readonly reason: OfrepReason;
  readonly variant?: string;
  readonly value?: Json;
  readonly metadata?: FlagMetadata;
}

/** OFREP's `evaluationFailure` and `flagNotFound`. */
export interface OfrepFailedFlag {
  readonly key: string;
  readonly errorCode: OfrepErrorCode;
  readonly errorDetails: string;
  readonly metadata?: FlagMetadata;
}

/** What OFREP says of one flag; a member of an answer is either there or absent, never `undefined`. */
export function answerOf(
  detail: EvaluationDetail,
  stored: FlagMetadata | null,
): OfrepSuccess | OfrepFailedFlag {
  const failure = failureOf(detail);
  if (failure !== null) {
    return { key: detail.flag, ...failure, ...(stored !== null && { metadata: stored }) };
  }
  const reason = ofrepReasonOf(detail.reason);
  const metadata = answerMetadata(detail, reason === detail.reason ? null : detail.reason, stored);
  return {
    key: detail.flag,
    reason,
    ...(detail.variant !== undefined && { variant: detail.variant }),
    ...(detail.value !== undefined && { value: detail.value }),
    ...(metadata !== null && { metadata }),
  };
}
