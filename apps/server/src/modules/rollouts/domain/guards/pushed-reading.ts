import type { AbsoluteReading } from './absolute-guard.js';
import type { Guard, GuardMetric } from './guard.js';

/** What a script or a pipeline measured; rates in percent, latencies in ms. */
export interface PushedHealth {
  readonly error_rate?: number | undefined;
  readonly p95_latency_ms?: number | undefined;
  readonly p99_latency_ms?: number | undefined;
  readonly request_count?: number | undefined;
  readonly error_count?: number | undefined;
}

/** A rate given with one decimal may be so far from the quotient of its counts, in percentage points. */
const ROUNDING = 0.05;

function valueFor(
  metric: GuardMetric,
  { error_rate, error_count, request_count, p95_latency_ms, p99_latency_ms }: PushedHealth,
): number | undefined {
  if (metric === 'latencyP95Ms') return p95_latency_ms;
  if (metric === 'latencyP99Ms') return p99_latency_ms;
  if (metric !== 'errorRatePercent') return undefined;
  if (error_count === undefined || !request_count) return error_rate;
  const counted = (100 * error_count) / request_count;
  // A rate that was sent as a fraction must not hide what the counts say.
  return error_rate === undefined || counted > error_rate + ROUNDING ? counted : error_rate;
}

/** The reading that a push holds for a guard, or null where it says nothing about its metric. */
export function pushedReading(
  guard: Guard,
  pushed: PushedHealth,
  at: number,
): AbsoluteReading | null {
  const value = guard.source.kind === 'push' ? valueFor(guard.metric, pushed) : undefined;
  return value === undefined ? null : { value, samples: pushed.request_count ?? null, at };
}

const PUSHABLE = ['errorRatePercent', 'latencyP95Ms', 'latencyP99Ms'] as const;

/** The metrics that a push says something about. */
export function pushedMetrics(pushed: PushedHealth): GuardMetric[] {
  return PUSHABLE.filter((metric) => valueFor(metric, pushed) !== undefined);
}
