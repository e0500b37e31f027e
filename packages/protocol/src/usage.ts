import { z } from 'zod';
import { instantSchema, pageFields, pageOf } from './api-fields.js';

/** Query of `GET …/flags/:key/usage`. */
export const flagUsageQuerySchema = z.strictObject({
  hours: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number of hours from 1 to 720')
    .transform(Number)
    .pipe(z.number().min(1).max(720))
    .default(24),
});
export type FlagUsageQuery = z.output<typeof flagUsageQuerySchema>;

/** How often one flag was evaluated in one environment; `variant` null: no value was served. */
export const flagUsageSchema = z.strictObject({
  flag: z.string(),
  environment: z.string(),
  /** Over all variants; null where no SDK ever told of it. */
  lastEvaluatedAt: instantSchema.nullable(),
  variants: z.array(
    z.strictObject({ variant: z.string().nullable(), lastEvaluatedAt: instantSchema }),
  ),
  hours: z.array(
    z.strictObject({
      hour: instantSchema,
      variant: z.string().nullable(),
      reason: z.string(),
      count: z.int(),
    }),
  ),
});
export type FlagUsage = z.output<typeof flagUsageSchema>;

/** A key that SDKs asked for and the environment does not have. */
export const unknownFlagSchema = z.strictObject({
  flag: z.string(),
  count: z.int(),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
});
export type UnknownFlag = z.output<typeof unknownFlagSchema>;

/** Query of `GET …/unknown-flags`. */
export const unknownFlagsQuerySchema = z.strictObject(pageFields);
export type UnknownFlagsQuery = z.output<typeof unknownFlagsQuerySchema>;

/** A page of unknown flags, by key. */
export const unknownFlagPageSchema = pageOf(unknownFlagSchema);
export type UnknownFlagPage = z.output<typeof unknownFlagPageSchema>;
