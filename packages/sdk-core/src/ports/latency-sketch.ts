/** A bin of a latency sketch and how many latencies fell into it. */
export type LatencyBin = [bin: number, count: number];

/**
 * Latencies within 1 %: bin i holds (γ^(i-1), γ^i] ms with γ = 1.01 / 0.99 (DDSketch: Masson, Rim &
 * Lee 2019), so that sketches of all instances merge by adding bins.
 */
export interface LatencySketch {
  /** Adds one latency; `latencyMs` is positive and finite. */
  add(latencyMs: number): void;
  addBins(bins: readonly LatencyBin[]): void;
  /** Bins that are not empty. */
  bins(): LatencyBin[];
}
