import { z } from 'zod';
import { jsonSchema, variantNameSchema } from './targeting.js';

/** `decided`: this step gave the answer; `passed`: it was asked and let go on; `notReached`: an earlier one had decided. */
export const traceOutcomeSchema = z.enum(['decided', 'passed', 'notReached']);
export type TraceOutcome = z.output<typeof traceOutcomeSchema>;

const attributeValue = {
  /** What the context has, shortened to a text where it is long; absent where it is missing. */
  value: jsonSchema.optional(),
};

/** What is asked of another flag; as in a prerequisite. */
const wanted = {
  state: z.enum(['on', 'off']).optional(),
  variants: z.array(z.string()).optional(),
};

/** What another flag answers the same context. */
export const traceAnswerSchema = z.strictObject({
  reason: z.string(),
  enabled: z.boolean(),
  variant: z.string().optional(),
  errorCode: z.string().optional(),
});
export type TraceAnswer = z.output<typeof traceAnswerSchema>;

/** One condition; those inside `all`, `any` and `not` follow their group, one deeper. `holds` is its verdict standing alone, negation included. */
export const traceConditionSchema = z.strictObject({
  depth: z.int().min(0),
  kind: z.enum(['attribute', 'segment', 'flag', 'all', 'any', 'not', 'unknown']),
  holds: z.boolean(),
  negate: z.boolean().optional(),
  attribute: z.string().optional(),
  operator: z.string().optional(),
  caseInsensitive: z.boolean().optional(),
  /** The first operands; `valuesCount` says how many there are. */
  values: z.array(jsonSchema).optional(),
  valuesCount: z.int().optional(),
  missing: z.boolean().optional(),
  ...attributeValue,
  segment: z.string().optional(),
  /** Whether the user is in that segment, before negation. */
  inSegment: z.boolean().optional(),
  flag: z.string().optional(),
  ...wanted,
  got: traceAnswerSchema.optional(),
  errorCode: z.string().optional(),
});
export type TraceCondition = z.output<typeof traceConditionSchema>;

/** The gate of a rule for this user, at the instant asked. */
export const traceGateSchema = z.strictObject({
  /** Attribute bucketed by, and the value bucketed; absent where the context has none. */
  by: z.string(),
  value: z.string().optional(),
  /** 0–99 999, thousandths of a percent, as in the detail. */
  bucket: z.int().optional(),
  /** 0–100, of the schedule where there is one; absent for a range. */
  percentage: z.number().optional(),
  range: z.array(z.number()).optional(),
  scheduled: z.boolean(),
  in: z.boolean(),
});
export type TraceGate = z.output<typeof traceGateSchema>;

/** A split's bucketing: without a value it cannot serve. */
export const traceSplitSchema = z.strictObject({
  by: z.string(),
  value: z.string().optional(),
  serves: z.boolean(),
});

/** One rule in order; conditions and gate only where it was reached. */
export const traceRuleSchema = z.strictObject({
  index: z.int(),
  id: z.string(),
  outcome: traceOutcomeSchema,
  conditions: z.array(traceConditionSchema),
  /** How many conditions were left out to keep the answer short; the outcome counts them. */
  conditionsOmitted: z.int(),
  gate: traceGateSchema.optional(),
  split: traceSplitSchema.optional(),
});
export type TraceRule = z.output<typeof traceRuleSchema>;

/** One prerequisite; those of a parent follow it, one deeper. */
export const tracePrerequisiteSchema = z.strictObject({
  depth: z.int().min(0),
  flag: z.string(),
  ...wanted,
  outcome: traceOutcomeSchema,
  holds: z.boolean().optional(),
  got: traceAnswerSchema.optional(),
});
export type TracePrerequisite = z.output<typeof tracePrerequisiteSchema>;

/** One list of targets. */
export const traceTargetSchema = z.strictObject({
  index: z.int(),
  outcome: traceOutcomeSchema,
  variant: variantNameSchema,
  by: z.string(),
  value: z.string().optional(),
  idsCount: z.int(),
});
export type TraceTarget = z.output<typeof traceTargetSchema>;

/** How a flag came to its answer, step by step in the order of evaluation.md §3. */
export const evaluationTraceSchema = z.strictObject({
  decidedBy: z.strictObject({
    step: z.enum([
      'error',
      'shutdown',
      'override',
      'disabled',
      'prerequisite',
      'target',
      'rule',
      'fallthrough',
    ]),
    /** Of the prerequisite, target or rule. */
    index: z.int().optional(),
    errorCode: z.string().optional(),
  }),
  enabled: z.boolean(),
  shutdown: z.strictObject({ inForce: z.boolean(), onShutdown: z.enum(['off', 'keep']) }),
  /** The variant this replica's override names. */
  override: z.string().optional(),
  prerequisites: z.array(tracePrerequisiteSchema),
  prerequisitesOmitted: z.int(),
  targets: z.array(traceTargetSchema),
  targetsOmitted: z.int(),
  rules: z.array(traceRuleSchema),
  fallthrough: z.strictObject({ outcome: traceOutcomeSchema, split: traceSplitSchema.optional() }),
  offVariant: variantNameSchema,
});
export type EvaluationTrace = z.output<typeof evaluationTraceSchema>;
