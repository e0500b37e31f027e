import {
  answerMetadata,
  failureOf,
  standardReasonOf,
  type EvaluationDetail,
  type FlagMetadata,
  type Json,
  type StandardReason,
} from '@sluice/evaluator';
import type { OfrepErrorCode } from './ofrep-failure.js';

/** OFREP's `evaluationSuccess`; without `value` the caller's default stands. */
export interface OfrepSuccess {
  readonly key: string;
  readonly reason: StandardReason;
  readonly variant?: string;
  readonly value?: Json;
  readonly metadata: FlagMetadata;
}

/** OFREP's `evaluationFailure` and `flagNotFound`. */
export interface OfrepFailedFlag {
  readonly key: string;
  readonly errorCode: OfrepErrorCode;
  readonly errorDetails: string;
  readonly metadata: FlagMetadata;
}

/** Said though there is nothing to say: providers (Java's, older ones of Python) fail on an answer without metadata. */
const NONE: FlagMetadata = {};

/** What OFREP says of one flag; a member of an answer is either there or absent, never `undefined`. */
export function answerOf(
  detail: EvaluationDetail,
  stored: FlagMetadata | null,
): OfrepSuccess | OfrepFailedFlag {
  const failure = failureOf(detail);
  if (failure !== null) {
    return {
      key: detail.flag,
      errorCode: codeOf(failure.errorCode),
      errorDetails: failure.message,
      metadata: stored ?? NONE,
    };
  }
  return {
    key: detail.flag,
    reason: standardReasonOf(detail.reason),
    ...(detail.variant !== undefined && { variant: detail.variant }),
    ...(detail.value !== undefined && { value: detail.value }),
    metadata: answerMetadata(detail, stored) ?? NONE,
  };
}

/** OFREP has no code for a mismatch of types or a missing state: neither happens where no type is asked and flags are loaded. */
function codeOf(errorCode: string): OfrepErrorCode {
  return errorCode === 'FLAG_NOT_FOUND' || errorCode === 'TARGETING_KEY_MISSING'
    ? errorCode
    : 'GENERAL';
}
