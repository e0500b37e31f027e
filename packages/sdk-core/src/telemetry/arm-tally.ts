import type { Observation } from '@sluice/protocol';
import { LARGEST_COUNT } from '../events/event-limits.js';
import type { LatencySketch } from '../ports/latency-sketch.js';

/** Between these a latency in ms falls into a bin the server takes: a microsecond and four days. */
const SHORTEST_MS = 0.001;
const LONGEST_MS = 4e8;

/** What was seen of one arm. */
export type Seen = Omit<Observation, 'rollout' | 'entry' | 'arm' | 'ids'>;

/** Counts of the requests of one arm since they were last taken. */
export class ArmTally {
  #count = 0;
  #errors = 0;
  #timed = 0;
  readonly #slow = new Map<number, number>();
  readonly #latencies: LatencySketch;

  constructor(latencies: LatencySketch) {
    this.#latencies = latencies;
  }

  /** One request; `latencyMs` null where nobody knows how long it took. */
  add(failed: boolean, latencyMs: number | null, thresholds: readonly number[]): void {
    this.#count += 1;
    if (failed) this.#errors += 1;
    if (latencyMs === null) return;
    this.#timed += 1;
    for (const threshold of thresholds) if (latencyMs > threshold) this.#addSlow(threshold, 1);
    this.#latencies.add(Math.min(Math.max(latencyMs, SHORTEST_MS), LONGEST_MS));
  }

  merge({ count, errors, timed, slow, latencies }: Seen): void {
    this.#count += count;
    this.#errors += errors;
    this.#timed += timed;
    for (const { overMs, count: over } of slow) this.#addSlow(overMs, over);
    this.#latencies.addBins(latencies);
  }

  seen(): Seen {
    return {
      count: bounded(this.#count),
      errors: bounded(this.#errors),
      timed: bounded(this.#timed),
      slow: [...this.#slow].map(([overMs, count]) => ({ overMs, count: bounded(count) })),
      latencies: this.#latencies.bins().map(([bin, count]) => [bin, bounded(count)]),
    };
  }

  #addSlow(threshold: number, count: number): void {
    this.#slow.set(threshold, (this.#slow.get(threshold) ?? 0) + count);
  }
}

function bounded(count: number): number {
  return Math.min(count, LARGEST_COUNT);
}
