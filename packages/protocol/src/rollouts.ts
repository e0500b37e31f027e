import { z } from 'zod';
import { instantSchema, pageFields, pageOf, writeFields } from './api-fields.js';

/** Where a rollout stands (rollouts.md, "State machine"). */
export const rolloutStateSchema = z.enum([
  'scheduled',
  'running',
  'paused',
  'completed',
  'rolled_back',
  'aborted',
]);

export const rolloutStrategySchema = z.enum(['safe', 'fast', 'instant', 'custom']);

/** Where a guard's readings come from. */
export const guardSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('telemetry') }),
  /** What SDKs with client keys report: public input, which can pause a rollout and do nothing else to it. */
  z.strictObject({ kind: z.literal('client-telemetry') }),
  z.strictObject({ kind: z.literal('push') }),
  z.strictObject({
    kind: z.literal('prometheus'),
    /** Name of a server in SLUICE_PROMETHEUS; never a URL. */
    server: z.string().min(1).max(64),
    query: z.string().min(1).max(4_000),
  }),
  z.strictObject({ kind: z.literal('http'), url: z.url().max(2_000) }),
]);

const metric = z.enum(['errorRatePercent', 'latencyP95Ms', 'latencyP99Ms', 'value', 'failures']);
const guardAction = z.enum(['rollback', 'step-back', 'pause']);
const guardId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/i);

const guardInputFields = z.strictObject({
  id: guardId.optional(),
  metric,
  source: guardSourceSchema,
  comparison: z.enum(['above', 'below']).optional(),
  threshold: z.number().optional(),
  /** Length of the windows of which two in a row trip the guard; default: one round of reports, about 5 s, for telemetry, and one reading for the others. */
  windowSeconds: z.number().min(0.5).max(86_400).optional(),
  /** Requests per arm and window below which nothing is concluded; default 50. */
  minimumSamples: z.int().min(1).max(1_000_000).optional(),
  /** How much worse than the control, relative to the threshold; default 0.5. */
  margin: z.number().min(0).max(100).optional(),
  /** Default `rollback`; `pause` for `client-telemetry`, which takes no other. */
  action: guardAction.optional(),
});

const CLIENTS_ONLY_PAUSE =
  'reports under client keys are public input and can only pause a rollout: use "pause", or leave the action out';

/** A guard as asked for. */
export const guardInputSchema = guardInputFields.refine(
  ({ source, action = 'pause' }) => source.kind !== 'client-telemetry' || action === 'pause',
  { path: ['action'], error: CLIENTS_ONLY_PAUSE },
);

/** A guard with everything filled in. */
export const guardSchema = z.strictObject({
  id: guardId,
  metric,
  source: guardSourceSchema,
  comparison: z.enum(['above', 'below']),
  threshold: z.number(),
  /** null where none was named: windows are rounds of reports (about 5 s), or single readings. */
  windowSeconds: z.number().nullable(),
  minimumSamples: z.int(),
  margin: z.number(),
  action: guardAction,
});

const steps = z.union([z.string().max(2_000), z.array(z.number()).min(1).max(101)]);
const MAX_WAIT_SECONDS = 30 * 86_400;

/** What a rollout is to do, as a template keeps it and a start asks for it; nothing is required. */
export const rolloutPlanSchema = z.strictObject({
  /** Default `safe`; `custom` where there are steps. */
  strategy: rolloutStrategySchema.optional(),
  /** For `custom`: "0,5,20,100" or the same as numbers. */
  steps: steps.optional(),
  /** Hold of every step, in place of the strategy's own. */
  waitSeconds: z.number().min(0.5).max(MAX_WAIT_SECONDS).optional(),
  /** Default 10. */
  checkEverySeconds: z.number().min(0.5).max(3_600).optional(),
  /** Time without data after which the rollout pauses; default 600. */
  noDataSeconds: z.number().min(1).max(86_400).optional(),
  /** Absent: errors above 1 % and a p95 above 500 ms. `[]` watches nothing, and has to be said. */
  guards: z.array(guardInputSchema).max(20).optional(),
  onRollback: z.enum(['flag', 'rule']).optional(),
  /** Flags that a rollback disables too. */
  alsoDisable: z.array(z.string().min(1).max(128)).max(50).optional(),
});
export type RolloutPlan = z.output<typeof rolloutPlanSchema>;

/** Body of `POST …/rollouts`. */
export const startRolloutSchema = z.strictObject({
  flag: z.string().min(1).max(128),
  /** Id of the rule; else the flag's only rule without conditions, else a new last one. */
  rule: z.string().min(1).max(128).optional(),
  /** Variant that a new rule serves; default `on`. */
  serve: z.string().min(1).max(128).optional(),
  startAt: instantSchema.optional(),
  allowNoData: z.boolean().default(false),
  /** Key of a template of the project; what the body says itself goes before it. */
  template: z.string().min(1).max(256).optional(),
  ...rolloutPlanSchema.shape,
  ...writeFields,
});
export type StartRollout = z.output<typeof startRolloutSchema>;

/** One planned step with its time. */
export const rolloutStepSchema = z.strictObject({
  percentage: z.number(),
  holdSeconds: z.number(),
  at: instantSchema.nullable(),
  status: z.enum(['done', 'current', 'planned', 'skipped']),
});

/** Anything a check or an end rests on; its shape belongs to the kind of guard. */
const evidence = z.json();

/** A rollout as read. Member names in snake case are those that scripts of the old guide ask for. */
export const rolloutSchema = z.strictObject({
  id: z.uuid(),
  project: z.string(),
  environment: z.string(),
  flag: z.string(),
  rule: z.string(),
  state: rolloutStateSchema,
  current_percentage: z.number(),
  strategy: rolloutStrategySchema,
  /** Key of the template it was started from, if any. */
  template: z.string().nullable(),
  plan: z.array(rolloutStepSchema),
  /** Counts how often evidence began anew; `from` of advance and step-back. */
  entry: z.int(),
  heldSeconds: z.number(),
  pauseReason: z.string().nullable(),
  guards: z.array(guardSchema),
  checkEverySeconds: z.number(),
  noDataSeconds: z.number(),
  onRollback: z.enum(['flag', 'rule']),
  alsoDisable: z.array(z.string()),
  startAt: instantSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  endedAt: instantSchema.nullable(),
  /** What the last check found; null before the first. */
  health: evidence.nullable(),
  version: z.int(),
  /** The server's clock when this was read, against which the times of the plan can be counted down. */
  asOf: instantSchema,
});
export type RolloutView = z.output<typeof rolloutSchema>;

export const rolloutPageSchema = pageOf(rolloutSchema);
export type RolloutPage = z.output<typeof rolloutPageSchema>;

/** One thing that happened to a rollout, with what it rests on. */
export const rolloutTransitionSchema = z.strictObject({
  sequence: z.int(),
  at: instantSchema,
  actor: z.string(),
  event: z.string(),
  from: rolloutStateSchema,
  to: rolloutStateSchema,
  fromPercentage: z.number(),
  percentage: z.number(),
  records: z.array(evidence),
  evidence,
});

/** One check with its readings. */
export const rolloutCheckSchema = z.strictObject({
  at: instantSchema,
  entry: z.int(),
  health: evidence,
  readings: evidence,
});

/** What one arm of pages and other holders of client keys reported of an entry; capped by page and address. */
const clientArmSchema = z.strictObject({
  requests: z.int(),
  errors: z.int(),
  /** Requests with a known latency, and how many of them were slower than each threshold. */
  timed: z.int(),
  slow: z.array(z.strictObject({ overMs: z.number(), count: z.int() })),
});

const meanSchema = z.strictObject({ count: z.int(), mean: z.number() });
const percentilesSchema = z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() });

/** A rollout with its history: `GET …/rollouts/:id`. */
export const rolloutDetailSchema = rolloutSchema.extend({
  transitions: z.array(rolloutTransitionSchema),
  /** The latest, newest first. */
  checks: z.array(rolloutCheckSchema),
  /** Percentiles of the entry by arm in ms, from the SDKs' sketches; null where there are none. */
  latencies: z.strictObject({
    treatment: percentilesSchema.nullable(),
    control: percentilesSchema.nullable(),
  }),
  /** Values that programs tracked during the entry, by arm; null where there are none. */
  values: z
    .strictObject({ treatment: meanSchema.nullable(), control: meanSchema.nullable() })
    .optional(),
  /** What client keys reported of the entry: public input, in none of the numbers above; null where no guard asks for it. */
  clients: z
    .strictObject({
      /** Reports that were counted. */
      reports: z.int(),
      lastReportAt: instantSchema.nullable(),
      treatment: clientArmSchema,
      control: clientArmSchema,
      latencies: z.strictObject({
        treatment: percentilesSchema.nullable(),
        control: percentilesSchema.nullable(),
      }),
    })
    .nullable()
    .optional(),
});
export type RolloutDetail = z.output<typeof rolloutDetailSchema>;

/** Query of the list. */
export const rolloutQuerySchema = z.strictObject({
  ...pageFields,
  flag: z.string().max(128).optional(),
  state: rolloutStateSchema.optional(),
});
export type RolloutQuery = z.output<typeof rolloutQuerySchema>;

/** Body of advance and step-back: the entry that the sender saw, so that a repetition does not act twice. */
export const moveRolloutSchema = z.strictObject({ from: z.int().min(0), ...writeFields });
export type MoveRollout = z.output<typeof moveRolloutSchema>;

/** Body of rollback: all the way, or `to` a percentage above 0 and below the present one. */
export const rollbackRolloutSchema = z.strictObject({
  reason: z.string().trim().min(1, 'say why: it is shown and audited').max(1_000),
  to: z.number().optional(),
  ...writeFields,
});
export type RollbackRollout = z.output<typeof rollbackRolloutSchema>;

const DAY_MS = 86_400_000;
const latency = z.number().min(0).max(DAY_MS, 'a latency is in ms, and at most a day');

/** Body of `POST …/rollouts/:id/health`: what a script or a pipeline measured; one reading at least. */
export const pushHealthSchema = z
  .strictObject({
    /** In percent. Where both counts are there and say clearly more, they are judged in its place. */
    error_rate: z.number().min(0).max(100, 'is in percent').optional(),
    p95_latency_ms: latency.optional(),
    p99_latency_ms: latency.optional(),
    request_count: z.int().min(0).optional(),
    error_count: z.int().min(0).optional(),
  })
  .refine(({ request_count: all, error_count: bad }) => (bad ?? 0) <= (all ?? Infinity), {
    path: ['error_count'],
    message: 'more errors than requests',
  })
  .refine(
    ({ error_rate, p95_latency_ms, p99_latency_ms, request_count, error_count }) =>
      (error_rate ?? p95_latency_ms ?? p99_latency_ms) !== undefined ||
      (request_count !== undefined && error_count !== undefined),
    'says nothing: send error_rate, or error_count with request_count, or p95_latency_ms, or p99_latency_ms',
  );
export type PushHealth = z.output<typeof pushHealthSchema>;

/** Answer of a push about a flag: the rollouts that are under way, with the guards that took a reading from it. */
export const pushedFlagHealthSchema = z.strictObject({
  rollouts: z.array(z.strictObject({ id: z.uuid(), guards: z.array(z.string()) })),
});
export type PushedFlagHealth = z.output<typeof pushedFlagHealthSchema>;

/** Answer of a push: which guards took a reading from it. */
export const pushedHealthSchema = z.strictObject({ guards: z.array(z.string()) });
export type PushedHealth = z.output<typeof pushedHealthSchema>;
