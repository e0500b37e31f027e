import type { LatencyBin, LatencySketch } from '../ports/latency-sketch.js';

/** A sketch whose bins are whole milliseconds. */
export class FakeSketch implements LatencySketch {
  readonly #bins = new Map<number, number>();

  add(latencyMs: number): void {
    this.addBins([[Math.ceil(latencyMs), 1]]);
  }

  addBins(bins: readonly LatencyBin[]): void {
    for (const [bin, count] of bins) this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
  }

  bins(): LatencyBin[] {
    return [...this.#bins];
  }
}
