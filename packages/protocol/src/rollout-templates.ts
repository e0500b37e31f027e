import { z } from 'zod';
import { descriptionSchema, instantSchema, pageOf, writeFields } from './api-fields.js';
import { rolloutPlanSchema } from './rollouts.js';

const nameSchema = z.string().trim().max(200);

/** A saved plan of a project, as read. */
export const rolloutTemplateSchema = z.strictObject({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  plan: rolloutPlanSchema,
  version: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type RolloutTemplate = z.output<typeof rolloutTemplateSchema>;

/** Body of `POST /projects/:project/rollout-templates`. */
export const createRolloutTemplateSchema = z.strictObject({
  key: z.string().max(256),
  name: nameSchema.optional(),
  description: descriptionSchema.optional(),
  plan: rolloutPlanSchema,
  ...writeFields,
});
export type CreateRolloutTemplate = z.output<typeof createRolloutTemplateSchema>;

/** Body of `PATCH …/rollout-templates/:template`: the members that change; `plan` is replaced as a whole. */
export const updateRolloutTemplateSchema = createRolloutTemplateSchema
  .omit({ key: true })
  .partial({ plan: true });
export type UpdateRolloutTemplate = z.output<typeof updateRolloutTemplateSchema>;

/** A page of templates, by key. */
export const rolloutTemplatePageSchema = pageOf(rolloutTemplateSchema);
export type RolloutTemplatePage = z.output<typeof rolloutTemplatePageSchema>;
