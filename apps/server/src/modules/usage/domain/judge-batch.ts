import type { EventBatch } from '@sluice/protocol';

/** Furthest a batch's times may lie from the server's clock, ms (streaming.md, "HTTP"). */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** What of a batch counts; `null` where its times are impossible. */
export interface JudgedBatch {
  readonly counts: EventBatch['counts'];
  readonly unknown: EventBatch['unknown'];
  /** When its last evaluation was, ms, never in the server's future. */
  readonly atMs: number;
}

/** Reduces a batch to what its key can know: counts of flags it sees, unknown keys it does not (streaming.md). */
export function judgeBatch(
  batch: EventBatch,
  sees: (flag: string) => boolean,
  nowMs: number,
): JudgedBatch | null {
  const { from, to, counts, unknown } = batch;
  if (from > to || Math.abs(to - nowMs) > CLOCK_TOLERANCE_MS) return null;
  return {
    counts: counts.filter(({ flag }) => sees(flag)),
    unknown: unknown.filter(({ flag }) => !sees(flag)),
    atMs: Math.min(to, nowMs),
  };
}
