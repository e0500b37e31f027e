import type { Guard } from './guard-words.js';
import { percent, shown } from './numbers.js';
import type { GuardReading, TelemetryNumbers } from './readings.js';

/** Percentiles of both arms, as the API gives them. */
export type ArmLatencies = Readonly<
  Record<'treatment' | 'control', { readonly p95: number; readonly p99: number } | null>
>;

const requests = (count: number): string =>
  `${shown(count)} ${count === 1 ? 'request' : 'requests'}`;

function latencyWords(guard: Guard, arm: ArmLatencies['treatment']): string {
  if (arm === null) return '';
  const p99 = guard.metric === 'latencyP99Ms';
  return `${p99 ? 'p99' : 'p95'} ${shown(p99 ? arm.p99 : arm.p95)} ms, `;
}

function armWords(
  guard: Guard | undefined,
  { count, share }: { readonly count: number; readonly share: number },
  latency: ArmLatencies['treatment'],
): string {
  if (count === 0) return 'nobody';
  if (guard === undefined || guard.metric === 'errorRatePercent')
    return `${percent(rounded(100 * share))} of ${requests(count)}`;
  return `${latencyWords(guard, latency)}${percent(rounded(100 * share))} slow of ${shown(count)}`;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

function telemetryWords(
  guard: Guard | undefined,
  { treatmentCount, treatmentShare, controlCount, controlShare }: TelemetryNumbers,
  latencies: ArmLatencies,
): string {
  const treatment = { count: treatmentCount, share: treatmentShare };
  const control = { count: controlCount, share: controlShare };
  const others = armWords(guard, control, latencies.control);
  return `${armWords(guard, treatment, latencies.treatment)}; not in: ${others}`;
}

function unitOf(guard: Guard | undefined): (value: number) => string {
  if (guard?.metric === 'errorRatePercent') return (value) => `${shown(value)} %`;
  if (guard?.metric.startsWith('latency')) return (value) => `${shown(value)} ms`;
  return shown;
}

/** The numbers a guard's verdict rests on; empty where there are none. */
export function numbersOf(
  { reading }: GuardReading,
  guard: Guard | undefined,
  latencies: ArmLatencies = { treatment: null, control: null },
): string {
  if (reading === null) return '';
  if ('treatmentCount' in reading) return telemetryWords(guard, reading, latencies);
  if ('value' in reading) {
    if (guard?.metric === 'failures') {
      const why = reading.detail === undefined ? '' : ` (${reading.detail})`;
      return `${reading.value === 0 ? 'answered' : 'failed'}${why}`;
    }
    const of = guard?.metric === 'errorRatePercent' ? 'of' : 'over';
    const behind = reading.samples === null ? '' : ` ${of} ${requests(reading.samples)}`;
    return `${unitOf(guard)(reading.value)}${behind}`;
  }
  const seen = reading.treatment + reading.control;
  const share = seen === 0 ? 0 : (100 * reading.treatment) / seen;
  return `${percent(rounded(share))} of ${shown(seen)} users are in, ${percent(rounded(100 * reading.expectedShare))} should be`;
}

/** How much of what the guard allows is used up, 1 at the limit; null where that cannot be said. */
export function usedOf({ reading }: GuardReading, guard: Guard | undefined): number | null {
  if (reading === null || guard === undefined || 'expectedShare' in reading) return null;
  if ('value' in reading) {
    if (guard.metric === 'failures') return reading.value;
    const { threshold, comparison } = guard;
    if (threshold <= 0 || reading.value < 0) return null;
    return comparison === 'above' ? reading.value / threshold : threshold / reading.value;
  }
  if (reading.treatmentCount === 0) return null;
  const limits = {
    errorRatePercent: guard.threshold / 100,
    latencyP95Ms: 0.05,
    latencyP99Ms: 0.01,
  };
  const limit = limits[guard.metric as keyof typeof limits];
  return reading.treatmentShare / limit;
}
