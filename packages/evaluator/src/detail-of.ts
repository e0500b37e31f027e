import type { CompiledFlag } from './flag-node.js';
import type { EvaluationDetail } from './detail.js';
import type { Outcome } from './outcome.js';
import { bucketOfHash } from './bucket.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The detail of an outcome; `hash` is the ordered hash its gate compared, where it did. */
export function detailOf(
  flag: CompiledFlag,
  key: string,
  outcome: Outcome,
  hash: number,
): EvaluationDetail {
  const { variant, ruleIndex } = outcome;
  const detail: Mutable<EvaluationDetail> = { flag: key, reason: outcome.reason };
  if (variant !== null) {
    detail.value = flag.values.get(variant) ?? null;
    detail.variant = variant;
  }
  if (outcome.errorCode !== null) detail.errorCode = outcome.errorCode;
  if (ruleIndex >= 0) {
    const id = flag.rules[ruleIndex]?.id;
    if (id != null) detail.ruleId = id;
    detail.ruleIndex = ruleIndex;
  }
  if (outcome.bucketed) detail.bucket = bucketOfHash(hash ^ 0x80000000);
  if (outcome.prerequisite !== null) detail.prerequisite = outcome.prerequisite;
  if (outcome.override !== null) detail.override = outcome.override;
  return detail;
}

/** The detail of a flag that does not exist. */
export function notFound(key: string): EvaluationDetail {
  return { flag: key, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' };
}
