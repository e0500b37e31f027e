import { z } from 'zod';
import {
  archivedField,
  instantSchema,
  keySchema,
  nameSchema,
  pageFields,
  pageOf,
  writeFields,
} from './api-fields.js';

/** `#rrggbb`, shown beside the environment's name. */
export const colorSchema = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #2f9e44');

/** An environment as answered. */
export const environmentSchema = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  color: z.string(),
  protected: z.boolean(),
  position: z.int(),
  version: z.int(),
  epoch: z.uuid(),
  revision: z.int(),
  shutdown: z.boolean(),
  archivedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Environment = z.output<typeof environmentSchema>;

const MAX_POSITION = 10_000;
const editable = {
  color: colorSchema.optional(),
  protected: z.boolean().optional(),
  position: z.int().min(0).max(MAX_POSITION).optional(),
};

/** Body of `POST /projects/:project/environments`. */
export const createEnvironmentSchema = z.strictObject({
  key: keySchema,
  name: nameSchema.optional(),
  ...editable,
  ...writeFields,
});
export type CreateEnvironment = z.output<typeof createEnvironmentSchema>;

/** Body of `PATCH /projects/:project/environments/:environment`. */
export const updateEnvironmentSchema = z.strictObject({
  name: nameSchema.optional(),
  ...editable,
  ...writeFields,
});
export type UpdateEnvironment = z.output<typeof updateEnvironmentSchema>;

/** Query of `GET /projects/:project/environments`. */
export const environmentsQuerySchema = z.strictObject({ ...pageFields, archived: archivedField });
export type EnvironmentsQuery = z.output<typeof environmentsQuerySchema>;

/** A page of environments, by position and key. */
export const environmentPageSchema = pageOf(environmentSchema);
export type EnvironmentPage = z.output<typeof environmentPageSchema>;
