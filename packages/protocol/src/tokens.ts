import { z } from 'zod';
import { instantSchema, nameSchema, pageFields, pageOf, writeFields } from './api-fields.js';
import { ROLES } from './roles.js';

/** A role held everywhere (both null), in a project, or in one environment of it; by keys. */
export const grantSchema = z.strictObject({
  role: z.enum(ROLES),
  project: z.string().nullable(),
  environment: z.string().nullable(),
});
export type GrantAnswer = z.output<typeof grantSchema>;

const grantInput = z
  .strictObject({
    role: z.enum(ROLES),
    project: z.string().max(256).nullable().default(null),
    environment: z.string().max(256).nullable().default(null),
  })
  .refine(({ project, environment }) => environment === null || project !== null, {
    error: 'names an environment without its project',
  });

/** `personal` tokens stand for a person, `service` tokens for a program. */
export const tokenKindSchema = z.enum(['personal', 'service']);

/** A token as answered: never the secret, only its last four characters. */
export const tokenSchema = z.strictObject({
  id: z.uuid(),
  kind: tokenKindSchema,
  name: z.string(),
  hint: z.string(),
  grants: z.array(grantSchema),
  createdBy: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
});
export type Token = z.output<typeof tokenSchema>;

/** A new token with its secret, which is shown this once. */
export const createdTokenSchema = tokenSchema.extend({ secret: z.string() });
export type CreatedToken = z.output<typeof createdTokenSchema>;

const MAX_GRANTS = 100;

/** Body of `POST /tokens`. */
export const createTokenSchema = z.strictObject({
  kind: tokenKindSchema.default('service'),
  name: nameSchema,
  grants: z.array(grantInput).min(1).max(MAX_GRANTS),
  expiresAt: instantSchema.optional(),
  ...writeFields,
});
export type CreateToken = z.output<typeof createTokenSchema>;

/** Query of `GET /tokens`. */
export const tokensQuerySchema = z.strictObject({
  ...pageFields,
  kind: tokenKindSchema.optional(),
});
export type TokensQuery = z.output<typeof tokensQuerySchema>;

/** A page of tokens, newest first. */
export const tokenPageSchema = pageOf(tokenSchema);
export type TokenPage = z.output<typeof tokenPageSchema>;

/** Who the credential of the request stands for. */
export const meSchema = z.strictObject({
  kind: z.enum(['token', 'env', 'system']),
  id: z.string(),
  name: z.string(),
  grants: z.array(grantSchema),
});
export type Me = z.output<typeof meSchema>;
