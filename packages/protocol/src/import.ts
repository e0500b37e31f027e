import { z } from 'zod';
import { keySchema, writeFields } from './api-fields.js';
import { ERROR_CODES, type ErrorCode } from './errors.js';

/** Formats `POST /projects/:project/import` reads. */
export const IMPORT_FORMATS = ['sluice', 'genesis'] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Body of `POST /projects/:project/import`. What a document holds is judged by its format's reader, every problem at once. */
export const importRequestSchema = z.strictObject({
  /** One of {@link IMPORT_FORMATS}. */
  format: z.string().max(64),
  document: z.unknown(),
  /** Only `genesis`: the second file. */
  hierarchy: z.unknown().optional(),
  /** Environments to import into; default: those of a `sluice` document, for `genesis` all of the project. */
  environments: z.array(keySchema).min(1).max(100).optional(),
  /** Create environments that the project lacks instead of refusing; needs `admin`. */
  createEnvironments: z.boolean().optional(),
  ...writeFields,
});
export type ImportRequest = z.output<typeof importRequestSchema>;

/** What became, or would become, of one thing in a document. */
export const IMPORT_OUTCOMES = ['created', 'changed', 'skipped', 'refused'] as const;

export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** Why something is refused. */
export const importReasonSchema = z.strictObject({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  /** JSON Pointer (RFC 6901) into the request body. */
  path: z.string(),
});
export type ImportReason = z.output<typeof importReasonSchema>;

/** One thing in a document: a flag, its configuration in one environment, a segment, a rollout template, an environment, or the document itself. */
export const importItemSchema = z.strictObject({
  kind: z.enum(['document', 'environment', 'segment', 'rollout-template', 'flag', 'configuration']),
  key: z.string(),
  environment: z.string().nullable(),
  outcome: z.enum(IMPORT_OUTCOMES),
  reasons: z.array(importReasonSchema),
  /** What is imported all the same and should be known. */
  warnings: z.array(z.string()),
});
export type ImportItem = z.output<typeof importItemSchema>;

/** Answer of an import, and `details` of `IMPORT_REFUSED`. Refused items come first; at most 1,000 of them are listed. */
export const importReportSchema = z.strictObject({
  project: z.string(),
  counts: z.strictObject({
    created: z.int(),
    changed: z.int(),
    skipped: z.int(),
    refused: z.int(),
  }),
  items: z.array(importItemSchema),
});
export type ImportReport = z.output<typeof importReportSchema>;
