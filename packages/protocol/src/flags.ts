import { z } from 'zod';
import { descriptionSchema, instantSchema, pageFields, pageOf, writeFields } from './api-fields.js';
import {
  jsonSchema,
  prerequisiteSchema,
  ruleInputSchema,
  ruleSchema,
  serveInputSchema,
  serveSchema,
  targetSchema,
  variantNameSchema,
} from './targeting.js';

/** How much harm a wrong value can do. */
export const riskSchema = z.enum(['low', 'medium', 'high']);
export type Risk = z.output<typeof riskSchema>;

/** Type of a flag's values. */
export const flagTypeSchema = z.enum(['boolean', 'string', 'number', 'json']);

/** What happens to a flag in an emergency shutdown; `keep` is for protective flags. */
export const onShutdownSchema = z.enum(['off', 'keep']);

const MAX_TAGS = 50;

const editable = {
  name: z.string().trim().max(200),
  description: descriptionSchema,
  owner: z.string().trim().max(200),
  tags: z.array(z.string().trim().min(1).max(64)).max(MAX_TAGS),
  risk: riskSchema,
  temporary: z.boolean(),
  metadata: z.record(
    z.string().min(1).max(64),
    z.union([z.string().max(1_000), z.number(), z.boolean()]),
  ),
  prerequisites: z.array(prerequisiteSchema).max(1_001),
  onShutdown: onShutdownSchema,
  clientVisible: z.boolean(),
};

const variants = z.record(z.string().max(256), jsonSchema);

/** What an environment shows of a flag in lists. */
export const flagStateSchema = z.strictObject({
  enabled: z.boolean(),
  warnings: z.array(z.string()),
  version: z.int(),
});

/** A flag as answered: what is the same in all environments, and in short what is not. */
export const flagSchema = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  type: flagTypeSchema,
  variants,
  ...editable,
  version: z.int(),
  archivedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** By environment key. */
  environments: z.record(z.string(), flagStateSchema),
});
export type Flag = z.output<typeof flagSchema>;

/** Body of `POST /projects/:project/flags`. Variants may be left out for boolean flags. */
export const createFlagSchema = z.strictObject({
  key: z.string().max(256),
  type: flagTypeSchema,
  variants: variants.optional(),
  ...z.strictObject(editable).partial().shape,
  ...writeFields,
});
export type CreateFlag = z.output<typeof createFlagSchema>;

/** Body of `PATCH /projects/:project/flags/:flag`: the members that change. */
export const updateFlagSchema = z.strictObject({
  variants: variants.optional(),
  ...z.strictObject(editable).partial().shape,
  ...writeFields,
});
export type UpdateFlag = z.output<typeof updateFlagSchema>;

/** Query of `GET /projects/:project/flags`. */
export const flagsQuerySchema = z.strictObject({
  ...pageFields,
  /** Part of key, name or description. */
  search: z.string().max(200).optional(),
  tag: z.string().max(64).optional(),
  owner: z.string().max(200).optional(),
  risk: riskSchema.optional(),
  state: z.enum(['active', 'archived', 'all']).default('active'),
});
export type FlagsQuery = z.output<typeof flagsQuerySchema>;

/** A page of flags, by key. */
export const flagPageSchema = pageOf(flagSchema);
export type FlagPage = z.output<typeof flagPageSchema>;

/** A flag's configuration in one environment, as answered. */
export const flagConfigSchema = z.strictObject({
  flagId: z.uuid(),
  flag: z.string(),
  environment: z.string(),
  enabled: z.boolean(),
  offVariant: variantNameSchema,
  targets: z.array(targetSchema),
  rules: z.array(ruleSchema),
  fallthrough: serveSchema,
  /** Codes that were confirmed when this was saved. */
  warnings: z.array(z.string()),
  version: z.int(),
  updatedAt: instantSchema,
});
export type FlagConfig = z.output<typeof flagConfigSchema>;

/** Body of `PATCH …/environments/:environment/flags/:flag`: each member given replaces the stored one. */
export const updateFlagConfigSchema = z.strictObject({
  enabled: z.boolean().optional(),
  offVariant: variantNameSchema.optional(),
  targets: z.array(targetSchema).max(1_000).optional(),
  rules: z.array(ruleInputSchema).max(1_000).optional(),
  fallthrough: serveInputSchema.optional(),
  ...writeFields,
});
export type UpdateFlagConfig = z.output<typeof updateFlagConfigSchema>;

/** One version in a history, newest first. */
export const flagVersionSchema = z.strictObject({
  version: z.int(),
  actor: z.string(),
  comment: z.string(),
  at: instantSchema,
  /** The state before this version; null for the first. */
  before: jsonSchema.nullable(),
  after: jsonSchema,
});
export type FlagVersion = z.output<typeof flagVersionSchema>;

/** A page of versions. */
export const flagHistorySchema = pageOf(flagVersionSchema);
export type FlagHistory = z.output<typeof flagHistorySchema>;

/** Body of `POST …/revert`. */
export const revertFlagSchema = z.strictObject({ version: z.int().min(1), ...writeFields });
export type RevertFlag = z.output<typeof revertFlagSchema>;

/** Query of a DELETE. */
export const deletionQuerySchema = z.strictObject({
  comment: z.string().max(1_000).optional(),
  dryRun: z.enum(['true', 'false']).optional(),
});
export type DeletionQuery = z.output<typeof deletionQuerySchema>;

/** How one flag hangs on another. */
export const flagLinkSchema = z.strictObject({
  flag: z.string(),
  /** `prerequisite` holds in all environments, `condition` in this one. */
  via: z.enum(['prerequisite', 'condition']),
  state: z.enum(['on', 'off']).optional(),
  variants: z.array(z.string()).optional(),
});

/** Parents and children of a flag in one environment, and every flag a change of it would touch. */
export const flagGraphSchema = z.strictObject({
  flag: z.string(),
  environment: z.string(),
  parents: z.array(flagLinkSchema),
  children: z.array(flagLinkSchema),
  /** All flags above it, nearest first. */
  ancestors: z.array(z.string()),
  /** All flags whose answers may change with it, nearest first. */
  touches: z.array(z.string()),
});
export type FlagGraph = z.output<typeof flagGraphSchema>;
