import { z } from 'zod';
import { instantSchema, pageFields, pageOf } from './api-fields.js';

/** An audit event as answered: what was authenticated, and its hash. */
export const auditEventSchema = z.strictObject({
  chain: z.string(),
  seq: z.int(),
  at: instantSchema,
  actor: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string(),
  resource: z.string(),
  projectId: z.uuid().nullable(),
  environmentId: z.uuid().nullable(),
  requestId: z.string(),
  comment: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  details: z.unknown(),
  hash: z.string(),
});
export type AuditEventAnswer = z.output<typeof auditEventSchema>;

/** A page of audit events, newest first. */
export const auditPageSchema = pageOf(auditEventSchema);
export type AuditPage = z.output<typeof auditPageSchema>;

/** Query of `GET /audit`; `action` also takes a first part such as `flag`, `actor` a name or id. */
export const auditQuerySchema = z.strictObject({
  ...pageFields,
  project: z.string().max(256).optional(),
  environment: z.string().max(256).optional(),
  actor: z.string().max(256).optional(),
  action: z.string().max(256).optional(),
  resource: z.string().max(256).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

/** Query of `GET /audit/verify`: without `project` the global chain; `seq` and `hash` name a head noted down earlier. */
export const auditVerifyQuerySchema = z.strictObject({
  project: z.string().max(256).optional(),
  seq: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be a positive whole number')
    .transform(Number)
    .optional(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .optional(),
});
export type AuditVerifyQuery = z.output<typeof auditVerifyQuerySchema>;

/** What verifying a chain found. */
export const auditVerificationSchema = z.strictObject({
  chain: z.string(),
  ok: z.boolean(),
  checked: z.int(),
  head: z.strictObject({ seq: z.int(), hash: z.string() }),
  problems: z.array(
    z.strictObject({
      kind: z.enum(['edited', 'missing', 'cut-off', 'unexpected', 'anchor']),
      seq: z.int(),
      message: z.string(),
    }),
  ),
});
export type AuditVerification = z.output<typeof auditVerificationSchema>;
