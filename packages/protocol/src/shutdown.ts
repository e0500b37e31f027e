import { z } from 'zod';
import { instantSchema, writeFields } from './api-fields.js';

/** A server replica whose EMERGENCY_SHUTDOWN holds the shutdown everywhere. */
export const shutdownHolderSchema = z.strictObject({
  replica: z.uuid(),
  host: z.string(),
  beatAt: instantSchema,
});
export type ShutdownHolder = z.output<typeof shutdownHolderSchema>;

/** The emergency shutdown of one environment. `reason`, `by` and `at` are null while it is not engaged. */
export const shutdownSchema = z.strictObject({
  project: z.string(),
  environment: z.string(),
  shutdown: z.boolean(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  at: instantSchema.nullable(),
});
export type Shutdown = z.output<typeof shutdownSchema>;

/** Shutdowns as read: of one environment or all of a project, and who holds them. */
export const shutdownsSchema = z.strictObject({
  items: z.array(shutdownSchema),
  /** Not empty: releasing answers SHUTDOWN_HELD. */
  holders: z.array(shutdownHolderSchema),
});
export type Shutdowns = z.output<typeof shutdownsSchema>;

/** Shutdowns after engaging or releasing. */
export const shutdownResultSchema = z.strictObject({ items: z.array(shutdownSchema) });
export type ShutdownResult = z.output<typeof shutdownResultSchema>;

const MAX_REASON = 1_000;

/** Body of engaging and releasing. */
export const shutdownReasonSchema = z.strictObject({
  reason: z.string().trim().min(1, 'say why: it is shown and audited').max(MAX_REASON),
  ...writeFields,
});
export type ShutdownReason = z.output<typeof shutdownReasonSchema>;
