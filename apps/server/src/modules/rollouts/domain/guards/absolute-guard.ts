import { isBeyond, type Guard } from './guard.js';
import type { GuardVerdict } from './guard-verdict.js';

/** Readings beyond the threshold, one after the other, that trip a guard; failures of a health URL. */
const TRIPPED_BY = { reading: 2, failure: 5 } as const;

/** One reading of a source that knows no arms. */
export interface AbsoluteReading {
  readonly value: number;
  /** Requests behind it; null where the source does not say. */
  readonly samples: number | null;
  /** When it was taken, ms since the Unix epoch. */
  readonly at: number;
  /** What it was read from, like the status of a health URL, or why it failed; absent where nothing is to be said. */
  readonly detail?: string;
}

/** What is remembered of the readings so far. */
export interface AbsoluteState {
  readonly beyond: number;
  /** When the run of readings beyond the threshold began, ms since the Unix epoch; absent outside of one. */
  readonly since?: number;
  readonly last: AbsoluteReading | null;
}

export const NO_READINGS: AbsoluteState = { beyond: 0, last: null };

/** State with one more reading; one that is not newer than the last changes nothing. */
export function addReading(
  state: AbsoluteState,
  reading: AbsoluteReading,
  guard: Guard,
): AbsoluteState {
  if (state.last && reading.at <= state.last.at) return state;
  if (reading.samples !== null && reading.samples < guard.minimumSamples)
    return { ...state, last: reading };
  if (!isBeyond(guard, reading.value)) return { beyond: 0, last: reading };
  return { beyond: state.beyond + 1, since: state.since ?? reading.at, last: reading };
}

/** Enough readings in a row, and where a window is given, from one window into the next. */
function isTripped({ metric, windowMs = 0 }: Guard, { beyond, since, last }: AbsoluteState) {
  const enough = metric === 'failures' ? TRIPPED_BY.failure : TRIPPED_BY.reading;
  return beyond >= enough && (last?.at ?? 0) - (since ?? 0) >= windowMs;
}

/**
 * What push, Prometheus and health URLs say: there is no control to compare with, so it is the
 * threshold alone, passed in two readings in a row (five failures of a URL), which reach over the
 * window where the guard names one. No statistics: such a guard is as right as its threshold.
 * `since`: when the step began; `freshMs`: age at which the last reading still counts.
 */
export function absoluteVerdict(
  guard: Guard,
  state: AbsoluteState,
  time: { readonly now: number; readonly since: number; readonly freshMs: number },
): GuardVerdict {
  const silentMs = time.now - Math.max(state.last?.at ?? 0, time.since);
  const base = { guard: guard.id, silentMs };
  if (!state.last || silentMs > time.freshMs) return { ...base, kind: 'no-data' };
  const code = guard.metric === 'failures' ? 'HEALTH_URL' : 'ABSOLUTE';
  if (isTripped(guard, state)) return { ...base, kind: 'breach', code, action: guard.action };
  if (state.beyond > 0) return { ...base, kind: 'suspect' };
  const { samples } = state.last;
  // What was said of the step before is no reason to leave this one, whoever said it.
  const stale = state.last.at < time.since;
  const few = stale || (samples !== null && samples < guard.minimumSamples);
  return { ...base, kind: few ? 'too-few-samples' : 'healthy' };
}
