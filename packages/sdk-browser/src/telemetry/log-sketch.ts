import type { LatencyBin, LatencySketch } from '@sluice/sdk-core';

const PER_DOUBLING = 1 / Math.log2(1.01 / 0.99);

/** Latencies within 1 %, in the bins of DDSketch; a test holds it to the reference implementation, which is too large for a page. */
export class LogSketch implements LatencySketch {
  readonly #bins = new Map<number, number>();

  add(latencyMs: number): void {
    this.addBins([[Math.ceil(Math.log2(latencyMs) * PER_DOUBLING), 1]]);
  }

  addBins(bins: readonly LatencyBin[]): void {
    for (const [bin, count] of bins) this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
  }

  bins(): LatencyBin[] {
    return [...this.#bins];
  }
}
