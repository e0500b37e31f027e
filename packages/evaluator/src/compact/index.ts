export { armOf, type ArmQuestion } from './arm-of.js';
export { CompactEvaluator } from './compact-evaluator.js';
export { hashOf } from './hash-of.js';
export { FollowingEvaluator, type Followed } from './following-evaluator.js';
export { COMMON_OPERATORS, type Vocabulary } from './operators.js';
export { WHOLE_VOCABULARY } from './rare.js';
