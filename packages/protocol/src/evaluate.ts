import { z } from 'zod';
import { instantSchema } from './api-fields.js';
import { evaluationTraceSchema } from './evaluation-trace.js';
import { jsonSchema } from './targeting.js';

/** Body of `POST …/environments/:environment/evaluate`: one flag, or all when none is named. */
export const evaluateRequestSchema = z.strictObject({
  context: z.record(z.string(), z.unknown()),
  flag: z.string().max(256).optional(),
  /** Any instant; the server's clock when left out. */
  at: z.string().max(64).optional(),
  /** Adds a `trace` to each detail: to the first 100 where no flag is named. */
  explain: z.boolean().optional(),
});
export type EvaluateRequest = z.output<typeof evaluateRequestSchema>;

/** An evaluation in full (evaluation.md §7). */
export const evaluationDetailSchema = z.strictObject({
  flag: z.string(),
  /** Absent where no value is served: the caller's default stands. */
  value: jsonSchema.optional(),
  variant: z.string().optional(),
  reason: z.enum([
    'STATIC',
    'DEFAULT',
    'TARGETING_MATCH',
    'SPLIT',
    'DISABLED',
    'PREREQUISITE_FAILED',
    'OVERRIDE',
    'SHUTDOWN',
    'ERROR',
  ]),
  errorCode: z.string().optional(),
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  bucket: z.int().optional(),
  prerequisite: z.string().optional(),
  override: z.string().optional(),
  /** What `isEnabled` answers. */
  enabled: z.boolean(),
  /** Where `explain` was asked and the flag exists. */
  trace: evaluationTraceSchema.optional(),
});
export type ExplainedDetail = z.output<typeof evaluationDetailSchema>;

/** Answer to an evaluate request. */
export const evaluateResponseSchema = z.strictObject({
  environment: z.string(),
  revision: z.int(),
  at: instantSchema,
  details: z.array(evaluationDetailSchema),
});
export type EvaluateResponse = z.output<typeof evaluateResponseSchema>;
