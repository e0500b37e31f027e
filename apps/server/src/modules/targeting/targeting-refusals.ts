import type { ErrorCode } from '@sluice/protocol';

/** What a write of rules may be refused for (evaluation.md §8), for the description of the routes. */
export const TARGETING_REFUSALS = [
  'INVALID_CONDITION',
  'CONDITIONS_TOO_DEEP',
  'TOO_MANY_CONDITIONS',
  'UNKNOWN_OPERATOR',
  'INVALID_VALUE',
  'UNSAFE_REGULAR_EXPRESSION',
  'INVALID_ATTRIBUTE',
  'INVALID_LIST',
  'LIST_TOO_LONG',
  'INVALID_ROLLOUT',
  'INVALID_PERCENTAGE',
  'INVALID_SCHEDULE',
  'INVALID_RANGE',
] as const satisfies readonly ErrorCode[];
