import { BUCKETS } from './bucket.js';
import { parseInstant } from './instant.js';
import { isArray, isRecord, thousandthsOf } from './wire.js';
import type { Schedule } from './snapshot.js';

/** A schedule with its instants parsed: thousandths of a percent from each instant on. */
export interface CompiledSchedule {
  readonly linear: boolean;
  /** Milliseconds since the epoch, strictly ascending, at least one. */
  readonly instants: readonly number[];
  readonly thousandths: readonly number[];
}

/** Thousandths of a percent, 0–100 000, that a schedule opens at `now`; 0 for a malformed one (evaluation.md §5). */
export function scheduleThousandths(schedule: Schedule, now: number): number {
  const compiled = compileSchedule(schedule);
  return compiled === null ? 0 : thousandthsAt(compiled, now);
}

/** The compiled form, or null where anything is missing, out of range or out of order. */
export function compileSchedule(wire: unknown): CompiledSchedule | null {
  if (!isRecord(wire) || !isArray(wire.steps) || wire.steps.length === 0) return null;
  if (wire.curve !== 'step' && wire.curve !== 'linear') return null;
  const instants: number[] = [];
  const thousandths: number[] = [];
  for (const step of wire.steps) {
    if (!isRecord(step) || typeof step.at !== 'string') return null;
    const instant = parseInstant(step.at);
    const part = thousandthsOf(step.percentage);
    if (
      instant === null ||
      part === null ||
      instant <= (instants[instants.length - 1] ?? -Infinity)
    )
      return null;
    instants.push(instant);
    thousandths.push(part);
  }
  return { linear: wire.curve === 'linear', instants, thousandths };
}

/** Thousandths of a percent that a compiled schedule opens at `now`. */
export function thousandthsAt(schedule: CompiledSchedule, now: number): number {
  const { instants, thousandths, linear } = schedule;
  let last = instants.length - 1;
  while (last >= 0 && !((instants[last] ?? Infinity) <= now)) last--;
  if (last < 0) return 0;
  const a = thousandths[last] ?? 0;
  const b = thousandths[last + 1];
  const t0 = instants[last] ?? 0;
  const t1 = instants[last + 1];
  if (!linear || b === undefined || t1 === undefined) return a;
  return Math.min(BUCKETS, Math.floor(a + ((b - a) * (now - t0)) / (t1 - t0)));
}
