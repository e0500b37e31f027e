import type { EvaluationDetail } from '@sluice/evaluator';

/** Error codes of OFREP answers. */
export type OfrepErrorCode =
  'PARSE_ERROR' | 'INVALID_CONTEXT' | 'TARGETING_KEY_MISSING' | 'FLAG_NOT_FOUND' | 'GENERAL';

/** Why a question has no answer, in OFREP's words. */
export interface OfrepFailure {
  readonly errorCode: OfrepErrorCode;
  readonly errorDetails: string;
}

/** The failure that an evaluation ended in, or `null` where it gave an answer. */
export function failureOf({ flag, errorCode }: EvaluationDetail): OfrepFailure | null {
  if (errorCode === undefined) return null;
  if (errorCode === 'FLAG_NOT_FOUND') {
    const errorDetails = `Flag '${flag}' was not found, or this key may not see it.`;
    return { errorCode, errorDetails };
  }
  if (errorCode === 'TARGETING_KEY_MISSING') {
    const errorDetails = `Flag '${flag}' is split by an attribute that the context lacks. Send it, or a targetingKey.`;
    return { errorCode, errorDetails };
  }
  const why =
    errorCode === 'PREREQUISITE_CYCLE'
      ? 'its prerequisites form a cycle'
      : 'it needs a newer server, or is malformed';
  return { errorCode: 'GENERAL', errorDetails: `Flag '${flag}' cannot be evaluated: ${why}.` };
}
