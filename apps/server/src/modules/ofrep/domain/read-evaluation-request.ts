import type { Context } from '@sluice/evaluator';
import type { OfrepFailure } from './ofrep-failure.js';

/** The context of a request, or why there is none. */
export type EvaluationRequest =
  | { readonly ok: true; readonly context: Context }
  | { readonly ok: false; readonly failure: OfrepFailure };

/** Some clients of .NET begin every text with it; RFC 8259 §8.1 lets a parser pass over it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads the body of an evaluation request, `null` where its bytes are no text. A missing, `null` or empty context is an empty one.
 * `targetingKey` becomes `id` (evaluation.md §5) unless the caller sent an attribute `id` of its
 * own, which rules may ask about; both stay attributes that a rollout can name with `by`.
 */
export function readEvaluationRequest(body: string | null): EvaluationRequest {
  if (body === null) return refuse('PARSE_ERROR', 'The body is not valid UTF-8.');
  let request: unknown;
  try {
    request = JSON.parse(body.startsWith(BYTE_ORDER_MARK) ? body.slice(1) : body);
  } catch {
    return refuse('PARSE_ERROR', 'The body is not valid JSON. Send {"context": {…}}.');
  }
  if (!isRecord(request)) {
    return refuse(
      'PARSE_ERROR',
      `The body must be an object with a context; got ${kindOf(request)}.`,
    );
  }
  const context = Object.hasOwn(request, 'context') ? (request.context ?? {}) : {};
  if (!isRecord(context)) {
    return refuse('INVALID_CONTEXT', `The context must be an object; got ${kindOf(context)}.`);
  }
  const targetingKey = Object.hasOwn(context, 'targetingKey') ? context.targetingKey : null;
  if (targetingKey === null) return { ok: true, context };
  if (typeof targetingKey !== 'string') {
    return refuse('INVALID_CONTEXT', `targetingKey must be a string; got ${kindOf(targetingKey)}.`);
  }
  if (!Object.hasOwn(context, 'id') || context.id === null) context.id = targetingKey;
  return { ok: true, context };
}

function refuse(errorCode: OfrepFailure['errorCode'], errorDetails: string): EvaluationRequest {
  return { ok: false, failure: { errorCode, errorDetails } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
