import { answerMetadata, failureOf, standardReasonOf, type Json } from '@sluice/evaluator';
import type { EvaluationDetail } from '@sluice/evaluator';
import type { FlagClient } from '../client/flag-client.js';
import { contextOf } from './context-of.js';
import type { Resolution, ResolutionErrorCode } from './resolution.js';

/** Types that OpenFeature asks for. */
export type ValueKind = 'boolean' | 'string' | 'number' | 'object';

/** One question of OpenFeature. */
export interface FlagQuestion<T> {
  readonly key: string;
  readonly fallback: T;
  readonly context: unknown;
}

/**
 * Answers a question of OpenFeature as our server answers it over OFREP: the type is that of the
 * value served, and where none is served the default stands. Never throws.
 */
export function resolveFlag<T>(
  client: FlagClient,
  kind: ValueKind,
  question: FlagQuestion<T>,
): Resolution<T> {
  const { key, fallback } = question;
  const reading = contextOf(question.context);
  if (!reading.ok) return refused(fallback, 'INVALID_CONTEXT', reading.message);
  const detail = client.detail(key, reading.context);
  const failure = failureOf(detail);
  const stored = client.metadata(key);
  if (failure !== null) {
    const { errorCode, message } = failure;
    const refusedKey = errorCode === 'PROVIDER_NOT_READY' && client.state === 'fatal';
    const code = refusedKey ? 'PROVIDER_FATAL' : errorCode;
    return { ...refused(fallback, code, message), ...(stored && { flagMetadata: stored }) };
  }
  const value = detail.value ?? valueOfNothing(client, kind, detail);
  if (value !== undefined && !fits(kind, value)) return mismatch(question, kind, value);
  const flagMetadata = answerMetadata(detail, stored);
  return {
    value: value === undefined ? fallback : (value as T),
    reason: standardReasonOf(detail.reason),
    ...(detail.variant !== undefined && { variant: detail.variant }),
    ...(flagMetadata !== null && { flagMetadata }),
  };
}

/** A shutdown while no flags are known: what is asked for as a boolean is off (streaming.md, "No data at all"). */
function valueOfNothing(
  client: FlagClient,
  kind: ValueKind,
  detail: EvaluationDetail,
): Json | undefined {
  const unknown = client.revision === null && detail.reason === 'SHUTDOWN';
  return unknown && kind === 'boolean' ? false : detail.value;
}

function fits(kind: ValueKind, value: Json): boolean {
  return typeof value === kind;
}

function mismatch<T>({ key, fallback }: FlagQuestion<T>, kind: ValueKind, value: Json) {
  const message = `Flag '${key}' serves a value of type ${typeof value}, not ${kind}.`;
  return refused(fallback, 'TYPE_MISMATCH', message);
}

function refused<T>(value: T, errorCode: ResolutionErrorCode, errorMessage: string): Resolution<T> {
  return { value, reason: 'ERROR', errorCode, errorMessage };
}
