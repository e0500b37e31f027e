export type * from './snapshot.js';
export type * from './detail.js';
export type * from './change.js';
export type * from './evaluator.js';
export { EVALUATOR_LEVEL } from './level.js';
export { FLAG_KEY_PATTERN, isValidFlagKey } from './flag-key.js';
export { compile } from './compile.js';
export type { TallyVisitor } from './tally.js';
export { murmur3 } from './murmur3.js';
export { bucketOf } from './bucket.js';
export { bucketingValueOf } from './bucketing-value-of.js';
export { attributeValueOf } from './attribute-value-of.js';
export { hashedId } from './hashed-id.js';
export { digestOfSnapshot, digestTerm } from './digest.js';
export { parseSemVer } from './semver.js';
export { parseCidr } from './cidr.js';
export { parseInstant } from './instant.js';
export { scheduleThousandths } from './schedule.js';
export { referencedFlags, referencedSegments } from './references.js';
export {
  checkRegularExpression,
  type RegularExpressionCheck,
} from './regular-expression/check-regular-expression.js';
export { booleanWordOf } from './boolean-word.js';
export {
  FLAG_VARIABLE_PREFIX,
  isReservedVariable,
  overrideVariableOf,
  SHUTDOWN_VARIABLE,
} from './override-variable.js';
export {
  resolveOverride,
  type OverridableFlag,
  type ResolvedOverride,
} from './resolve-override.js';
export { parseOverrideLines, type OverrideLines } from './parse-override-lines.js';
export { answerMetadata, type FlagMetadata } from './openfeature/answer-metadata.js';
export { failureOf, type EvaluationFailure } from './openfeature/evaluation-failure.js';
export { standardReasonOf, type StandardReason } from './openfeature/standard-reason.js';
