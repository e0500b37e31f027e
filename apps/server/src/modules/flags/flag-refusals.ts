import type { ErrorCode } from '@sluice/protocol';

const HIERARCHY = [
  'UNKNOWN_PARENT',
  'UNKNOWN_PARENT_VARIANT',
  'SELF_PREREQUISITE',
  'PREREQUISITE_CYCLE',
  'TOO_MANY_PARENT_EVALUATIONS',
  'PREREQUISITES_TOO_DEEP',
  'KEPT_FLAG_DEPENDS_ON_STOPPED',
  'INVALID_PREREQUISITE',
] as const satisfies readonly ErrorCode[];

/** What a write of a flag may be refused for (evaluation.md §8), for the description of the routes. */
export const FLAG_REFUSALS = {
  definition: ['ARCHIVED', 'INVALID_VARIANTS', ...HIERARCHY],
  config: [
    'ARCHIVED',
    'UNKNOWN_VARIANT',
    'UNKNOWN_SEGMENT',
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
    'INVALID_WEIGHTS',
    'INVALID_RULE_ID',
    'INVALID_SEED',
    'SEED_CHANGED',
    'OFF_VARIANT_ON',
    'SCHEDULE_ALREADY_DUE',
    ...HIERARCHY,
  ],
} as const satisfies Readonly<Record<string, readonly ErrorCode[]>>;
