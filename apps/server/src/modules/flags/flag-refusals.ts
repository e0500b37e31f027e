import type { ErrorCode } from '@sluice/protocol';
import { TARGETING_REFUSALS } from '../targeting/index.js';

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
    ...TARGETING_REFUSALS,
    'INVALID_WEIGHTS',
    'INVALID_RULE_ID',
    'INVALID_SEED',
    'SEED_CHANGED',
    'OFF_VARIANT_ON',
    'SCHEDULE_ALREADY_DUE',
    ...HIERARCHY,
  ],
} as const satisfies Readonly<Record<string, readonly ErrorCode[]>>;
