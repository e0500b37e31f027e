import { DDSketch } from '@datadog/sketches-js';
import type { LatencyBin, LatencySketch } from '@sluice/sdk-core';

/** Latencies within 1 %, by the reference implementation of DDSketch for JavaScript. */
export class DatadogSketch implements LatencySketch {
  readonly #sketch = new DDSketch({ relativeAccuracy: 0.01 });

  add(latencyMs: number): void {
    this.#sketch.accept(latencyMs);
  }

  addBins(bins: readonly LatencyBin[]): void {
    for (const [bin, count] of bins) this.#sketch.store.add(bin, count);
  }

  bins(): LatencyBin[] {
    const { bins, offset } = this.#sketch.store;
    return bins
      .map((count, index): LatencyBin => [index + offset, count])
      .filter(([, count]) => count > 0);
  }
}
