import { z } from 'zod';

/** Most ids and latency bins in one observation. */
export const OBSERVATION_LIMITS = { ids: 2_048, bins: 2_000, observations: 200 } as const;

/** Latency sketch as it travels: bin i holds (γ^(i-1), γ^i] ms with γ = 1.01 / 0.99 (DDSketch, 1 %). */
const latencyBin = z.tuple([z.int().min(-1_000).max(1_000), z.int().min(1).max(1_000_000_000)]);

/** What one SDK instance saw of one arm of a watched rule since its last flush. */
export const observationSchema = z.strictObject({
  rollout: z.uuid(),
  /** `step` of the watched rule at evaluation time. */
  entry: z.int().min(0).max(1_000_000),
  arm: z.enum(['treatment', 'control']),
  count: z.int().min(0).max(1_000_000_000),
  errors: z.int().min(0).max(1_000_000_000),
  /** Requests with a known latency, and by threshold in ms how many were slower. */
  timed: z.int().min(0).max(1_000_000_000),
  slow: z.array(z.strictObject({ overMs: z.number().min(0), count: z.int().min(0) })).max(20),
  latencies: z.array(latencyBin).max(OBSERVATION_LIMITS.bins),
  /** 53-bit hashes of ids that joined the sample of smallest hashes since the last flush. */
  ids: z.array(z.int().min(0)).max(OBSERVATION_LIMITS.ids),
  /** Of the values that were tracked: how many and their sum; absent where there were none. */
  values: z.strictObject({ count: z.int().min(1).max(1_000_000_000), sum: z.number() }).optional(),
});
export type Observation = z.output<typeof observationSchema>;
