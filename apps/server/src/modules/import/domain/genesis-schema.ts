import { parseInstant } from '@sluice/evaluator';
import { z } from 'zod';

/** Strategies of the genesis format, as its files write them. */
export const GENESIS_STRATEGIES = ['all_at_once', 'percentage', 'progressive', 'canary'] as const;

export type GenesisStrategy = (typeof GENESIS_STRATEGIES)[number];

const percentage = z
  .number()
  .refine((value) => value >= 0 && value <= 100 && Math.round(value * 1000) / 1000 === value, {
    message: 'A percentage is 0–100 with at most 3 decimals',
    params: { code: 'INVALID_PERCENTAGE' },
  });

const instant = z.string().refine((text) => parseInstant(text) !== null, {
  message: 'A date is an RFC 3339 instant with offset, such as 2025-10-18T00:00:00Z',
  params: { code: 'INVALID_SCHEDULE' },
});

const names = z
  .array(z.string().min(1).max(256))
  .max(100_000)
  .refine((list) => new Set(list).size === list.length, { message: 'Names stand in a list once' });

const ANY_CONFIG = {
  initial_percentage: percentage.optional(),
  end_percentage: percentage.optional(),
  start_date: instant.optional(),
  end_date: instant.optional(),
  canary_users: names.optional(),
  canary_regions: names.optional(),
};

/** `progressive_config` of a flag that is not progressive: fields of other strategies may linger, well formed. */
export const GenesisConfig = z.strictObject(ANY_CONFIG);

/** `progressive_config` of a progressive flag. */
export const GenesisProgressiveConfig = z.strictObject({
  ...ANY_CONFIG,
  initial_percentage: percentage,
  end_percentage: percentage,
  start_date: instant,
  end_date: instant,
});

/** One entry of `flags`; `progressive_config` is checked apart, since its needs follow from the strategy. */
export const GenesisFlag = z.strictObject({
  name: z.string(),
  enabled: z.boolean(),
  default_value: z.boolean(),
  rollout_strategy: z.enum(GENESIS_STRATEGIES, {
    message: `Strategies are ${GENESIS_STRATEGIES.join(', ')}`,
  }),
  rollout_percentage: percentage,
  progressive_config: z.custom<Record<string, unknown>>(isObject, {
    message: '`progressive_config` is an object, {} where the strategy needs nothing',
  }),
  description: z.string().max(10_000).optional(),
});

/** The file around the flags. */
export const GenesisFile = z.strictObject({
  version: z
    .string()
    .regex(/^1\.\d+\.\d+$/, { message: 'This importer reads version 1.x.y' })
    .optional(),
  last_updated: z.string().optional(),
  flags: z.custom<Record<string, unknown>>(isObject, { message: '`flags` is an object by key' }),
});

/** One entry of `hierarchy.json`. */
export const GenesisHierarchyEntry = z.strictObject({
  risk: z.enum(['low', 'medium', 'high']).optional(),
  onShutdown: z.enum(['off', 'keep']).optional(),
  prerequisites: names.optional(),
});

export type GenesisConfig = z.infer<typeof GenesisConfig>;
export type GenesisProgressiveConfig = z.infer<typeof GenesisProgressiveConfig>;
export type GenesisFlag = z.infer<typeof GenesisFlag>;
export type GenesisHierarchyEntry = z.infer<typeof GenesisHierarchyEntry>;

/** Whether `value` is a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
