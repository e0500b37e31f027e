import { z } from 'zod';
import { keySchema, nameSchema } from './api-fields.js';
import { colorSchema } from './environments.js';
import { CONFIRMABLE_CODES } from './words/confirmable-codes.js';
import { createFlagSchema, flagConfigSchema, flagSchema, updateFlagConfigSchema } from './flags.js';
import { createRolloutTemplateSchema, rolloutTemplateSchema } from './rollout-templates.js';
import { createSegmentSchema, segmentSchema } from './segments.js';
import { segmentRuleSchema } from './targeting.js';

/** Version of the export document this package describes. */
export const EXPORT_SCHEMA = 1;

const warnings = z.array(z.enum(CONFIRMABLE_CODES));

/** A flag's configuration in one environment, as exported. `warnings`: what its state needs confirmed, confirmed by the export. */
export const exportedConfigurationSchema = flagConfigSchema
  .omit({ flagId: true, flag: true, version: true, updatedAt: true })
  .extend({ warnings });

/** A flag as exported. */
export const exportedFlagSchema = flagSchema
  .omit({
    id: true,
    version: true,
    archivedAt: true,
    createdAt: true,
    updatedAt: true,
    environments: true,
  })
  .extend({ archived: z.boolean(), configurations: z.array(exportedConfigurationSchema) });

/** A segment as exported. */
export const exportedSegmentSchema = segmentSchema
  .pick({
    key: true,
    name: true,
    description: true,
    by: true,
    included: true,
    excluded: true,
  })
  .extend({ environment: z.string(), rules: z.array(segmentRuleSchema) });

/** A rollout template as exported. */
export const exportedRolloutTemplateSchema = rolloutTemplateSchema.omit({
  version: true,
  createdAt: true,
  updatedAt: true,
});

/** An environment as exported. */
export const exportedEnvironmentSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  color: z.string(),
  protected: z.boolean(),
  epoch: z.string(),
  revision: z.int(),
  shutdown: z.boolean(),
});

/** Answer of `GET /projects/:project/export`: everything of a project, in a stable order. SDK keys and tokens stay where they are. */
export const exportDocumentSchema = z.strictObject({
  format: z.literal('sluice'),
  schema: z.literal(EXPORT_SCHEMA),
  project: z.strictObject({ key: z.string(), name: z.string(), description: z.string() }),
  environments: z.array(exportedEnvironmentSchema),
  flags: z.array(exportedFlagSchema),
  segments: z.array(exportedSegmentSchema),
  rolloutTemplates: z.array(exportedRolloutTemplateSchema),
  /** Head of the project's audit chain at this moment: what `verify` must still find later. */
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type ExportDocument = z.output<typeof exportDocumentSchema>;

/** The frame of a document to import; its parts are checked one by one. `project` and `audit` are not read. */
export const importedDocumentSchema = z.strictObject({
  format: z.literal('sluice'),
  schema: z.literal(EXPORT_SCHEMA),
  project: z.unknown().optional(),
  environments: z.array(z.unknown()).max(100).optional(),
  flags: z.array(z.unknown()).max(100_000),
  segments: z.array(z.unknown()).max(100_000).optional(),
  rolloutTemplates: z.array(z.unknown()).max(10_000).optional(),
  audit: z.unknown().optional(),
});

const write = { comment: true, confirm: true } as const;

/** A flag to import: as exported, where everything a new flag may leave out may be left out. */
export const importedFlagSchema = createFlagSchema.omit(write).extend({
  archived: z.boolean().optional(),
  configurations: z.array(z.unknown()).max(100).optional(),
});

/** A configuration to import; what is left out is as in a new flag. */
export const importedConfigurationSchema = updateFlagConfigSchema
  .omit(write)
  .extend({ environment: keySchema, warnings: warnings.max(8).optional() });

/** A segment to import. */
export const importedSegmentSchema = createSegmentSchema
  .omit(write)
  .extend({ environment: keySchema });

/** A rollout template to import. */
export const importedRolloutTemplateSchema = createRolloutTemplateSchema.omit(write);

/** An environment to import: only read where the project lacks it. */
export const importedEnvironmentSchema = z.strictObject({
  key: keySchema,
  name: nameSchema.optional(),
  color: colorSchema.optional(),
  protected: z.boolean().optional(),
  epoch: z.unknown().optional(),
  revision: z.unknown().optional(),
  shutdown: z.unknown().optional(),
});
