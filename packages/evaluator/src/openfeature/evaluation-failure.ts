import type { EvaluationDetail } from '../detail.js';

/** Why a question has no answer, in OpenFeature's words. */
export interface EvaluationFailure {
  readonly errorCode:
    'FLAG_NOT_FOUND' | 'TYPE_MISMATCH' | 'TARGETING_KEY_MISSING' | 'PROVIDER_NOT_READY' | 'GENERAL';
  /** For people: what failed, for which flag, and what to do. */
  readonly message: string;
}

/** The failure that an evaluation ended in, or `null` where it gave an answer. */
export function failureOf({ flag, errorCode }: EvaluationDetail): EvaluationFailure | null {
  switch (errorCode) {
    case undefined:
      return null;
    case 'FLAG_NOT_FOUND':
      return { errorCode, message: `Flag '${flag}' was not found, or this key may not see it.` };
    case 'TARGETING_KEY_MISSING':
      return {
        errorCode,
        message: `Flag '${flag}' is split by an attribute that the context lacks. Send it, or a targetingKey.`,
      };
    case 'TYPE_MISMATCH':
      return { errorCode, message: `Flag '${flag}' is of another type than the one asked for.` };
    case 'PROVIDER_NOT_READY':
      return { errorCode, message: `Flag '${flag}' is not known yet: no flags were received.` };
    case 'PREREQUISITE_CYCLE':
      return general(flag, 'its prerequisites form a cycle');
    default:
      return general(flag, 'it needs a newer version of Sluice, or is malformed');
  }
}

function general(flag: string, why: string): EvaluationFailure {
  return { errorCode: 'GENERAL', message: `Flag '${flag}' cannot be evaluated: ${why}.` };
}
