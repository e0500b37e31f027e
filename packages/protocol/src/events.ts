import { z } from 'zod';
import { OBSERVATION_LIMITS, observationSchema } from './observations.js';

/** Most batches an SDK may hold back and most entries it may send in one, to bound both sides. */
export const EVENT_BATCH_LIMITS = { counts: 10_000, unknown: 200, overrides: 1_000 } as const;

const flagKey = z.string().min(1).max(128);

/** How often one flag gave one variant for one reason within the batch's time. */
export const EvaluationCount = z.strictObject({
  flag: flagKey,
  /** `null`: no value was served. */
  variant: z.string().max(128).nullable(),
  reason: z.string().max(32),
  count: z.int().min(1).max(1_000_000_000),
});

/** Body of `POST /sdk/v1/events`; idempotent by `id`. */
export const EventBatch = z.strictObject({
  id: z.uuid(),
  instance: z.string().min(1).max(128),
  sdk: z.string().min(1).max(64),
  /** Corrected client clock, ms since the Unix epoch. */
  from: z.int(),
  to: z.int(),
  /** Revision the instance held when it flushed; absent before the first. */
  revision: z.int().min(0).optional(),
  counts: z.array(EvaluationCount).max(EVENT_BATCH_LIMITS.counts),
  /** Keys asked for that the snapshot does not hold. */
  unknown: z
    .array(z.strictObject({ flag: z.string().min(1).max(256), count: z.int().min(1) }))
    .max(EVENT_BATCH_LIMITS.unknown),
  /** What `observe` and `track` saw of watched rules. */
  observations: z.array(observationSchema).max(OBSERVATION_LIMITS.observations).optional(),
  /** Local overrides and shutdown in force in the reporting process. */
  local: z.strictObject({
    shutdown: z.boolean(),
    overrides: z
      .array(
        z.strictObject({
          flag: z.string().min(1).max(256),
          variant: z.string().max(128),
          source: z.enum(['code', 'env', 'file']),
        }),
      )
      .max(EVENT_BATCH_LIMITS.overrides),
  }),
});

export type EvaluationCount = z.infer<typeof EvaluationCount>;
export type EventBatch = z.infer<typeof EventBatch>;
