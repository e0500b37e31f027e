import type { EvaluationDetail, Json } from '@sluice/evaluator';

/** What a client would answer that has these details and nothing else: the same on the server and during hydration. */
export function renderedDetail(
  details: Readonly<Record<string, EvaluationDetail>>,
  key: string,
  fallback: Json | undefined,
): EvaluationDetail {
  const detail = Object.prototype.hasOwnProperty.call(details, key) ? details[key] : undefined;
  const value = fallback === undefined ? {} : { value: fallback };
  if (detail === undefined)
    return { flag: key, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND', ...value };
  if (detail.value === undefined) return { ...detail, ...value };
  if (fallback !== undefined && kindOf(detail.value) !== kindOf(fallback))
    return { flag: key, reason: 'ERROR', errorCode: 'TYPE_MISMATCH', value: fallback };
  return detail;
}

function kindOf(value: Json): string {
  const type = typeof value;
  return type === 'boolean' || type === 'string' || type === 'number' ? type : 'json';
}
