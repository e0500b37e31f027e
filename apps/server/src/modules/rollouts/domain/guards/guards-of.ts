import type { GuardAction } from '../machine/facts.js';
import { isPublic, type Guard, type GuardMetric, type GuardSource } from './guard.js';

/** Most guards one rollout may have. */
export const MOST_GUARDS = 20;

const MOST_WINDOW_MS = 86_400_000;

/** A guard as asked for; what is missing is filled in. */
export interface GuardRequest {
  readonly id?: string | undefined;
  readonly metric: GuardMetric;
  readonly source: GuardSource;
  readonly comparison?: 'above' | 'below' | undefined;
  readonly threshold?: number | undefined;
  readonly windowSeconds?: number | undefined;
  readonly minimumSamples?: number | undefined;
  readonly margin?: number | undefined;
  readonly action?: GuardAction | undefined;
}

/** The guards, or why one of them is none. */
export type GuardsResult =
  | { readonly ok: true; readonly guards: readonly Guard[] }
  | { readonly ok: false; readonly code: 'INVALID_GUARD'; readonly message: string };

/** What a source can measure, and the threshold where none is given. */
const METRICS: Readonly<Record<GuardSource['kind'], readonly GuardMetric[]>> = {
  telemetry: ['errorRatePercent', 'latencyP95Ms', 'latencyP99Ms'],
  'client-telemetry': ['errorRatePercent', 'latencyP95Ms', 'latencyP99Ms'],
  push: ['errorRatePercent', 'latencyP95Ms', 'latencyP99Ms'],
  prometheus: ['value'],
  http: ['failures'],
};
const THRESHOLDS: Readonly<Partial<Record<GuardMetric, number>>> = {
  errorRatePercent: 1,
  latencyP95Ms: 500,
  latencyP99Ms: 1_000,
  failures: 0,
};

/** Errors above 1 %, or a p95 above 500 ms, as the SDKs report them. */
export const DEFAULT_GUARDS: readonly GuardRequest[] = [
  { id: 'error-rate', metric: 'errorRatePercent', source: { kind: 'telemetry' } },
  { id: 'latency-p95', metric: 'latencyP95Ms', source: { kind: 'telemetry' } },
];

const isBetween = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most;

function complaintAboutWindow({ windowMs }: Guard, checkEveryMs: number): string | null {
  if (windowMs === undefined || isBetween(windowMs, checkEveryMs, MOST_WINDOW_MS)) return null;
  return `a window of ${windowMs / 1_000} s is not between the check interval of ${checkEveryMs / 1_000} s and a day`;
}

function complaintAbout(guard: Guard, checkEveryMs: number): string | null {
  const { metric, source, threshold, comparison } = guard;
  if (!METRICS[source.kind].includes(metric))
    return `source ${source.kind} measures ${METRICS[source.kind].join(', ')}, not ${metric}`;
  if (isPublic(guard) && guard.action !== 'pause')
    return `reports under client keys are public input and can only pause a rollout, not ${guard.action}`;
  if (!Number.isFinite(threshold)) return 'a threshold is missing, or not finite';
  if (metric === 'errorRatePercent' && !(threshold > 0 && threshold < 100))
    return `an error rate of ${threshold} % is not between 0 and 100`;
  if (metric.startsWith('latency') && !isBetween(threshold, 1, 600_000))
    return `a latency of ${threshold} ms is not between 1 ms and 10 minutes`;
  if (comparison === 'below' && metric !== 'value')
    return `${metric} can only be too high: use comparison above`;
  if (!Number.isInteger(guard.minimumSamples) || !isBetween(guard.minimumSamples, 1, 1_000_000))
    return `minimumSamples ${guard.minimumSamples} is not a whole number from 1 to 1,000,000`;
  if (!isBetween(guard.margin, 0, 100)) return `a margin of ${guard.margin} is not from 0 to 100`;
  return complaintAboutWindow(guard, checkEveryMs);
}

function completed(request: GuardRequest): Guard {
  const { metric, source, windowSeconds } = request;
  return {
    id: request.id ?? `${source.kind}-${metric}`,
    metric,
    source,
    comparison: request.comparison ?? 'above',
    threshold: request.threshold ?? THRESHOLDS[metric] ?? NaN,
    ...(windowSeconds !== undefined && { windowMs: Math.round(windowSeconds * 1_000) }),
    minimumSamples: request.minimumSamples ?? 50,
    margin: request.margin ?? 0.5,
    action: request.action ?? (isPublic(request) ? 'pause' : 'rollback'),
  };
}

/** The guards of a rollout with defaults filled in, or the first thing that is wrong with them. */
export function guardsOf(requests: readonly GuardRequest[], checkEveryMs: number): GuardsResult {
  const refuse = (message: string): GuardsResult => ({ ok: false, code: 'INVALID_GUARD', message });
  if (requests.length > MOST_GUARDS)
    return refuse(`${requests.length} guards are more than the ${MOST_GUARDS} that are possible.`);
  const guards = requests.map(completed);
  const seen = new Set<string>();
  for (const guard of guards) {
    const complaint = complaintAbout(guard, checkEveryMs);
    if (complaint !== null) return refuse(`Guard ${guard.id}: ${complaint}.`);
    if (seen.has(guard.id)) return refuse(`Two guards are called ${guard.id}. Give them ids.`);
    seen.add(guard.id);
  }
  return { ok: true, guards };
}
