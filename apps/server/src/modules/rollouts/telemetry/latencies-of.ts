import { DDSketch } from '@datadog/sketches-js';
import type { RolloutDetail } from '@sluice/protocol';

/** Stored sketches of both arms of one entry. */
export interface LatencyRow {
  readonly treatment_latency: Buffer | null;
  readonly control_latency: Buffer | null;
}

type Latencies = NonNullable<RolloutDetail['latencies']>;

function percentilesOf(stored: Buffer | null): Latencies['treatment'] | null {
  if (stored === null) return null;
  const sketch = DDSketch.fromProto(stored);
  const at = (quantile: number): number =>
    Math.round(sketch.getValueAtQuantile(quantile) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Percentiles by arm in ms, within 1 % (DDSketch: Masson, Rim & Lee 2019); null unless both arms have some. */
export function latenciesOf(row: LatencyRow): Latencies | null {
  const treatment = percentilesOf(row.treatment_latency);
  const control = percentilesOf(row.control_latency) ?? treatment;
  return treatment === null || control === null ? null : { treatment, control };
}
