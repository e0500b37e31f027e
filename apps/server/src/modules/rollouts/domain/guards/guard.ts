import type { GuardAction } from '../machine/facts.js';

/** What is measured. Latencies are percentiles in ms; `value` is whatever the query says; `failures` of a health URL. */
export type GuardMetric =
  'errorRatePercent' | 'latencyP95Ms' | 'latencyP99Ms' | 'value' | 'failures';

/** Where a reading comes from (rollouts.md, "Guards"). */
export type GuardSource =
  | { readonly kind: 'telemetry' }
  | { readonly kind: 'client-telemetry' }
  | { readonly kind: 'push' }
  | { readonly kind: 'prometheus'; readonly server: string; readonly query: string }
  | { readonly kind: 'http'; readonly url: string };

/** One thing that has to stay within bounds while a rollout goes on. */
export interface Guard {
  /** Unique within the rollout. */
  readonly id: string;
  readonly metric: GuardMetric;
  readonly source: GuardSource;
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  /** Length of its windows; absent: one round of reports, at most the check interval. */
  readonly windowMs?: number;
  /** Requests per arm and window below which nothing is concluded. */
  readonly minimumSamples: number;
  /** How much worse than the control, relative to the threshold; telemetry only. */
  readonly margin: number;
  readonly action: GuardAction;
}

/** True for a guard that what holders of client keys report is judged by: it can pause, and has no other say. */
export function isPublic({ source }: Pick<Guard, 'source'>): boolean {
  return source.kind === 'client-telemetry';
}

/** Share of requests, 0–1, above which a telemetry guard finds too many bad ones. */
export function thresholdShareOf({ metric, threshold }: Guard): number {
  if (metric === 'latencyP95Ms') return 0.05;
  return metric === 'latencyP99Ms' ? 0.01 : threshold / 100;
}

/** True when a reading lies beyond the threshold. */
export function isBeyond({ comparison, threshold }: Guard, value: number): boolean {
  return comparison === 'above' ? value > threshold : value < threshold;
}
