import { DDSketch } from '@datadog/sketches-js';
import type { RolloutDetail } from '@sluice/protocol';
import type { StoredSketch } from './merge-latencies.js';

const RELATIVE_ACCURACY = 0.01;
const GAMMA = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);

/** Stored sketches of both arms of one entry. */
export interface LatencyRow {
  readonly treatment_latency: StoredSketch;
  readonly control_latency: StoredSketch;
}

type Latencies = RolloutDetail['latencies'];

/** Bin i is entered as 2γ^i / (γ + 1), which is within 1 % of everything in it (DDSketch §2.1). */
function percentilesOf(stored: StoredSketch): Latencies['treatment'] | null {
  const bins = Object.entries(stored);
  if (bins.length === 0) return null;
  const sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY });
  for (const [bin, count] of bins) sketch.accept((2 * GAMMA ** Number(bin)) / (GAMMA + 1), count);
  const at = (quantile: number): number =>
    Math.round(sketch.getValueAtQuantile(quantile) * 100) / 100;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Percentiles by arm in ms, within 1 % (DDSketch: Masson, Rim & Lee 2019); null where there are none. */
export function latenciesOf(row: LatencyRow): Latencies {
  return {
    treatment: percentilesOf(row.treatment_latency),
    control: percentilesOf(row.control_latency),
  };
}
