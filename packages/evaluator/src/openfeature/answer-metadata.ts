import type { EvaluationDetail } from '../detail.js';
import { standardReasonOf } from './standard-reason.js';

/** Metadata as OpenFeature and OFREP allow it. */
export type FlagMetadata = Readonly<Record<string, string | number | boolean>>;

/**
 * What an answer says beside value and reason: the flag's own metadata, and how it was decided
 * (`ruleId`, `ruleIndex`, `bucket`, `prerequisite`, `override`, and `sluiceReason` where OpenFeature
 * has no word for the reason). The flag's own wins where it uses one of these names; `null` for nothing.
 */
export function answerMetadata(
  detail: EvaluationDetail,
  stored: FlagMetadata | null,
): FlagMetadata | null {
  const { reason, ruleId, ruleIndex, bucket, prerequisite, override } = detail;
  const decided = {
    ...(ruleId !== undefined && { ruleId }),
    ...(ruleIndex !== undefined && { ruleIndex }),
    ...(bucket !== undefined && { bucket }),
    ...(prerequisite !== undefined && { prerequisite }),
    ...(override !== undefined && { override }),
    ...(standardReasonOf(reason) !== reason && { sluiceReason: reason }),
  };
  const metadata = stored === null ? decided : { ...decided, ...stored };
  return Object.keys(metadata).length === 0 ? null : metadata;
}
