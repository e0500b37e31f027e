import type { Observation } from '@sluice/protocol';
import { LARGEST_COUNT } from '../events/event-limits.js';
import type { LatencySketch } from '../ports/latency-sketch.js';

/** Between these a latency in ms falls into a bin the server takes: a microsecond and four days. */
const SHORTEST_MS = 0.001;
const LONGEST_MS = 4e8;

/** What was seen of one arm. */
export type Seen = Omit<Observation, 'rollout' | 'entry' | 'arm' | 'ids'>;

/** How one request went; null where nobody knows. */
export interface Measured {
  readonly failed: boolean;
  readonly latencyMs: number | null;
  readonly value: number | null;
}

/** Counts of the requests of one arm since they were last taken. */
export class ArmTally {
  #count = 0;
  #errors = 0;
  #timed = 0;
  #values = 0;
  #sum = 0;
  readonly #slow = new Map<number, number>();
  readonly #latencies: LatencySketch;

  constructor(latencies: LatencySketch) {
    this.#latencies = latencies;
  }

  /** One request. */
  add({ failed, latencyMs, value }: Measured, thresholds: readonly number[]): void {
    this.#count += 1;
    if (failed) this.#errors += 1;
    if (value !== null) this.#addValues({ count: 1, sum: value });
    if (latencyMs === null) return;
    this.#timed += 1;
    for (const threshold of thresholds) if (latencyMs > threshold) this.#addSlow(threshold, 1);
    this.#latencies.add(Math.min(Math.max(latencyMs, SHORTEST_MS), LONGEST_MS));
  }

  merge({ count, errors, timed, slow, latencies, values }: Seen): void {
    this.#count += count;
    this.#errors += errors;
    this.#timed += timed;
    for (const { overMs, count: over } of slow) this.#addSlow(overMs, over);
    this.#latencies.addBins(latencies);
    if (values) this.#addValues(values);
  }

  seen(): Seen {
    return {
      count: bounded(this.#count),
      errors: bounded(this.#errors),
      timed: bounded(this.#timed),
      slow: [...this.#slow].map(([overMs, count]) => ({ overMs, count: bounded(count) })),
      latencies: this.#latencies.bins().map(([bin, count]) => [bin, bounded(count)]),
      ...(this.#values > 0 && { values: { count: bounded(this.#values), sum: this.#sum } }),
    };
  }

  /** What no double holds any more is left out. */
  #addValues({ count, sum }: NonNullable<Seen['values']>): void {
    if (!Number.isFinite(this.#sum + sum)) return;
    this.#values += count;
    this.#sum += sum;
  }

  #addSlow(threshold: number, count: number): void {
    this.#slow.set(threshold, (this.#slow.get(threshold) ?? 0) + count);
  }
}

function bounded(count: number): number {
  return Math.min(count, LARGEST_COUNT);
}
