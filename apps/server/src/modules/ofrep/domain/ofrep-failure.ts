/** Error codes of OFREP answers. */
export type OfrepErrorCode =
  'PARSE_ERROR' | 'INVALID_CONTEXT' | 'TARGETING_KEY_MISSING' | 'FLAG_NOT_FOUND' | 'GENERAL';

/** Why a question has no answer, in OFREP's words. */
export interface OfrepFailure {
  readonly errorCode: OfrepErrorCode;
  readonly errorDetails: string;
}
