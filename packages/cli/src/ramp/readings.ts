import type { RolloutDetail } from '@sluice/protocol';
import { z } from 'zod';

const telemetry = z.object({
  treatmentCount: z.number(),
  treatmentShare: z.number(),
  controlCount: z.number(),
  controlShare: z.number(),
});
const absolute = z.object({
  value: z.number(),
  samples: z.number().nullable(),
  at: z.number(),
  detail: z.string().optional(),
});
const ratio = z.object({ treatment: z.number(), control: z.number(), expectedShare: z.number() });

const verdict = z.object({
  guard: z.string(),
  silentMs: z.number(),
  kind: z.string(),
  code: z.string().optional(),
  action: z.string().optional(),
});
const check = z.object({
  verdict,
  reading: z.union([telemetry, absolute, ratio]).nullable().catch(null),
});
const evidence = z.object({ checks: z.array(check) });

/** What one guard said at one check, and the numbers it rests on; numbers of a kind this program does not know are null. */
export type GuardReading = z.output<typeof check>;

/** Numbers of both arms. */
export type TelemetryNumbers = z.output<typeof telemetry>;

/** Numbers of a source that knows no arms. */
export type AbsoluteNumbers = z.output<typeof absolute>;

/** Sizes of both arms. */
export type RatioNumbers = z.output<typeof ratio>;

/** Readings of the latest check of the present entry; empty before the first. */
export function latestReadings({ checks, entry }: RolloutDetail): readonly GuardReading[] {
  const [latest] = checks;
  if (latest?.entry !== entry) return [];
  const parsed = z.array(check).safeParse(latest.readings);
  return parsed.success ? parsed.data : [];
}

/** Readings in the evidence of a transition; empty where it rests on something else. */
export function readingsIn(value: unknown): readonly GuardReading[] {
  const parsed = evidence.safeParse(value);
  return parsed.success ? parsed.data.checks : [];
}
