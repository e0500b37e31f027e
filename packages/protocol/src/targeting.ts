import type { Condition, Json, Rule, SegmentRule, Serve } from '@sluice/evaluator';
import { z } from 'zod';

/** Any JSON value; its depth is bounded before it gets here. */
export const jsonSchema = z.unknown().meta({ description: 'Any JSON value' }) as z.ZodType<Json>;

/** A variant's name, or null for no value: the caller's default is served. */
export const variantNameSchema = z.string().max(256).nullable();

/**
 * A condition in one of its forms (evaluation.md §4). Only that it is an object is a matter of shape: which
 * members make a condition is a rule of the domain, with a code of its own.
 */
export const conditionSchema = z.record(z.string(), z.unknown()).meta({
  description:
    'Exactly one of: { attribute, operator, values?, negate?, caseInsensitive? } · { segment, negate? } · { flag, state?, variants?, negate? } · { all: [] } · { any: [] } · { not: {} }. See docs/evaluation.md.',
}) as unknown as z.ZodType<Condition>;

/** Gate of a rule as sent: without `seed` the server keeps the rule's own or draws one. */
export const rolloutInputSchema = z.strictObject({
  seed: z.number().optional(),
  by: z.string().max(256).optional(),
  percentage: z.number().optional(),
  schedule: z
    .strictObject({
      curve: z.enum(['step', 'linear']),
      steps: z.array(z.strictObject({ at: z.string().max(64), percentage: z.number() })).max(1_000),
    })
    .optional(),
  range: z.array(z.number()).max(8).optional(),
});
export type RolloutInput = z.output<typeof rolloutInputSchema>;

/** What is served, as sent: one variant, or a weighted split of several; `seed` as in a rollout. */
export const serveInputSchema = z.union([
  z.strictObject({ variant: variantNameSchema }),
  z.strictObject({
    split: z.array(z.strictObject({ variant: variantNameSchema, weight: z.number() })).max(1_000),
    seed: z.number().optional(),
    by: z.string().max(256).optional(),
  }),
]);
export type ServeInput = z.output<typeof serveInputSchema>;

/** A rule as sent. A known `id` keeps that rule's seeds; without one it is a new rule. */
export const ruleInputSchema = z.strictObject({
  id: z.string().max(256).optional(),
  conditions: z.array(conditionSchema).max(1_001).default([]),
  rollout: rolloutInputSchema.optional(),
  serve: serveInputSchema,
});
export type RuleInput = z.output<typeof ruleInputSchema>;

/** A rule of a segment as sent; its rollouts need a seed only where the sender wants a certain one. */
export const segmentRuleInputSchema = z.strictObject({
  conditions: z.array(conditionSchema).max(1_001).default([]),
  rollout: rolloutInputSchema.optional(),
});
export type SegmentRuleInput = z.output<typeof segmentRuleInputSchema>;

/** Ids that get one variant before any rule is asked. */
export const targetSchema = z.strictObject({
  variant: variantNameSchema,
  ids: z.array(z.string().max(1_024)),
  by: z.string().max(256).optional(),
});
export type TargetInput = z.output<typeof targetSchema>;

/** Another flag that must be on, off, or serve one of certain variants. */
export const prerequisiteSchema = z.strictObject({
  flag: z.string().max(256),
  state: z.enum(['on', 'off']).optional(),
  variants: z.array(z.string().max(256)).max(1_000).optional(),
});
export type PrerequisiteInput = z.output<typeof prerequisiteSchema>;

/** A rule as stored and answered: with its id and all its seeds. */
export const ruleSchema = z
  .record(z.string(), z.unknown())
  .meta({ description: 'A rule with its id and seeds' }) as unknown as z.ZodType<Rule>;

/** A rule of a segment as stored and answered. */
export const segmentRuleSchema = z
  .record(z.string(), z.unknown())
  .meta({ description: 'A rule of a segment' }) as unknown as z.ZodType<SegmentRule>;

/** What is served, as stored and answered. */
export const serveSchema = z
  .record(z.string(), z.unknown())
  .meta({ description: '{ variant } or { split, seed, by? }' }) as unknown as z.ZodType<Serve>;
