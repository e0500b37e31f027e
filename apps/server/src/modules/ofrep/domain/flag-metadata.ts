import type { EvaluationDetail, Flag } from '@sluice/evaluator';

/** Metadata as OFREP allows it. */
export type FlagMetadata = Readonly<Record<string, string | number | boolean>>;

/** The metadata in the wire form of a flag, `null` where it has none. */
export function storedMetadataOf(body: string): FlagMetadata | null {
  // Most flags have none, and are then never parsed.
  if (!body.includes('"metadata":')) return null;
  const { metadata } = JSON.parse(body) as Flag;
  return metadata === undefined || Object.keys(metadata).length === 0 ? null : metadata;
}

/**
 * What an answer says beside value and reason: the flag's own metadata, and how it was decided
 * (`ruleId`, `ruleIndex`, `bucket`, `prerequisite`, `override`, and `sluiceReason` where OFREP has
 * no word for the reason). The flag's own wins where it uses one of these names; `null` for nothing.
 */
export function answerMetadata(
  detail: EvaluationDetail,
  sluiceReason: string | null,
  stored: FlagMetadata | null,
): FlagMetadata | null {
  const { ruleId, ruleIndex, bucket, prerequisite, override } = detail;
  const decided = {
    ...(ruleId !== undefined && { ruleId }),
    ...(ruleIndex !== undefined && { ruleIndex }),
    ...(bucket !== undefined && { bucket }),
    ...(prerequisite !== undefined && { prerequisite }),
    ...(override !== undefined && { override }),
    ...(sluiceReason !== null && { sluiceReason }),
  };
  const metadata = stored === null ? decided : { ...decided, ...stored };
  return Object.keys(metadata).length === 0 ? null : metadata;
}
