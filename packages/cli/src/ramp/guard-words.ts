import type { RolloutView } from '@sluice/protocol';
import { percent, shown } from './numbers.js';
import type { GuardReading } from './readings.js';
import { duration } from './times.js';

/** A guard of a rollout. */
export type Guard = RolloutView['guards'][number];

/** What a guard allows: `at most 1 %`, `p95 at most 500 ms`. */
export function limitOf({ metric, comparison, threshold }: Guard): string {
  const bound = comparison === 'above' ? 'at most' : 'at least';
  if (metric === 'errorRatePercent') return `${bound} ${percent(threshold)} errors`;
  if (metric === 'latencyP95Ms') return `p95 ${bound} ${shown(threshold)} ms`;
  if (metric === 'latencyP99Ms') return `p99 ${bound} ${shown(threshold)} ms`;
  if (metric === 'failures') return 'fewer than five failures in a row';
  return `${bound} ${shown(threshold)}`;
}

/** Where a guard's readings come from. */
export function sourceOf({ source }: Guard): string {
  if (source.kind === 'telemetry') return 'SDKs';
  if (source.kind === 'client-telemetry') return 'pages';
  if (source.kind === 'push') return 'pushed';
  if (source.kind === 'prometheus') return `Prometheus ${source.server}`;
  return source.url;
}

const BREACHES: Readonly<Record<string, string>> = {
  TRIPWIRE: 'beyond the limit and worse than those not yet in, in two windows in a row',
  SEQUENTIAL: 'by little, but beyond chance worse than those not yet in',
  ABSOLUTE: 'beyond the limit in two readings in a row',
  HEALTH_URL: 'five failures in a row',
  SITE_WIDE: 'everyone is hit alike, in the rollout or not',
  SAMPLE_RATIO: 'those in and those not yet in are not as many as they should be',
};

/** What a breach code means. */
export function breachWords(code: string): string {
  return BREACHES[code] ?? code;
}

/** What a guard said at a check, in words. */
export function verdictWords({ verdict }: GuardReading, guard: Guard | undefined): string {
  const { kind, silentMs, code } = verdict;
  const least = guard?.minimumSamples ?? 0;
  if (kind === 'healthy') return 'healthy';
  if (kind === 'suspect') return 'beyond: looking again';
  if (kind === 'too-few-samples') return `too few requests (needs ${least})`;
  if (kind === 'no-data') return `no data for ${duration(silentMs / 1_000)}`;
  return kind === 'breach' ? `TRIPPED (${code ?? ''})` : kind;
}
