import { z } from 'zod';
import {
  archivedField,
  descriptionSchema,
  instantSchema,
  keySchema,
  nameSchema,
  pageFields,
  pageOf,
  writeFields,
} from './api-fields.js';

/** A project as answered. */
export const projectSchema = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.int(),
  archivedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Project = z.output<typeof projectSchema>;

/** Body of `POST /projects`. */
export const createProjectSchema = z.strictObject({
  key: keySchema,
  name: nameSchema.optional(),
  description: descriptionSchema.optional(),
  ...writeFields,
});
export type CreateProject = z.output<typeof createProjectSchema>;

/** Body of `PATCH /projects/:project`. */
export const updateProjectSchema = z.strictObject({
  name: nameSchema.optional(),
  description: descriptionSchema.optional(),
  ...writeFields,
});
export type UpdateProject = z.output<typeof updateProjectSchema>;

/** Query of `GET /projects`. */
export const projectsQuerySchema = z.strictObject({
  ...pageFields,
  archived: archivedField,
});
export type ProjectsQuery = z.output<typeof projectsQuerySchema>;

/** A page of projects, by key. */
export const projectPageSchema = pageOf(projectSchema);
export type ProjectPage = z.output<typeof projectPageSchema>;
