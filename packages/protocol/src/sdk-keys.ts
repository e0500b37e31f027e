import { z } from 'zod';
import { instantSchema, nameSchema, pageFields, pageOf, writeFields } from './api-fields.js';

const MAX_RATE_LIMIT = 1_000_000;

/** Requests per second that a key may make, twice that in a burst; `null` where the server's own limit holds. */
export const sdkKeyRateLimitSchema = z.number().int().min(1).max(MAX_RATE_LIMIT).nullable();

/** `server` keys see everything an evaluator needs, `client` keys only what may be public. */
export const sdkKeyKindSchema = z.enum(['server', 'client']);

/** An SDK key as answered: never the secret, only its last four characters. */
export const sdkKeySchema = z.strictObject({
  id: z.uuid(),
  kind: sdkKeyKindSchema,
  name: z.string(),
  hint: z.string(),
  rateLimit: sdkKeyRateLimitSchema,
  createdBy: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  replacedBy: z.uuid().nullable(),
  lastUsedAt: instantSchema.nullable(),
});
export type SdkKeyAnswer = z.output<typeof sdkKeySchema>;

/** A new SDK key with its secret, which is shown this once. */
export const createdSdkKeySchema = sdkKeySchema.extend({ secret: z.string() });
export type CreatedSdkKey = z.output<typeof createdSdkKeySchema>;

/** Body of `POST …/keys`. */
export const createSdkKeySchema = z.strictObject({
  kind: sdkKeyKindSchema,
  name: nameSchema,
  expiresAt: instantSchema.optional(),
  rateLimit: sdkKeyRateLimitSchema.optional(),
  ...writeFields,
});
export type CreateSdkKey = z.output<typeof createSdkKeySchema>;

/** Body of `POST …/keys/:id/limit`. */
export const limitSdkKeySchema = z.strictObject({
  rateLimit: sdkKeyRateLimitSchema,
  ...writeFields,
});
export type LimitSdkKey = z.output<typeof limitSdkKeySchema>;

const MAX_OVERLAP_HOURS = 720;
const DEFAULT_OVERLAP_HOURS = 24;

/** Body of `POST …/keys/:id/rotate`: for how long the old key goes on working. */
export const rotateSdkKeySchema = z
  .strictObject({
    overlapHours: z.number().min(0).max(MAX_OVERLAP_HOURS).default(DEFAULT_OVERLAP_HOURS),
    name: nameSchema.optional(),
    ...writeFields,
  })
  .prefault({});
export type RotateSdkKey = z.output<typeof rotateSdkKeySchema>;

/** Query of `GET …/keys`. */
export const sdkKeysQuerySchema = z.strictObject({
  ...pageFields,
  kind: sdkKeyKindSchema.optional(),
});
export type SdkKeysQuery = z.output<typeof sdkKeysQuerySchema>;

/** A page of SDK keys, newest first. */
export const sdkKeyPageSchema = pageOf(sdkKeySchema);
export type SdkKeyPage = z.output<typeof sdkKeyPageSchema>;
