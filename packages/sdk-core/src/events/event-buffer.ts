import type { EvaluationCount, EventBatch } from '@sluice/protocol';
import { EVENT_LIMITS, LARGEST_COUNT, LONGEST_KEY, LONGEST_UNKNOWN_KEY } from './event-limits.js';

/** What is counted between two batches. */
export type Counted = Pick<EventBatch, 'counts' | 'unknown' | 'from'>;

/** Counts of evaluations since the last batch. Bounded: what no longer fits is forgotten, never queued. */
export class EventBuffer {
  #counts = new Map<string, EvaluationCount>();
  #unknown = new Map<string, number>();
  #from = Infinity;

  /** Adds evaluations of one flag with one result; `at` is the corrected clock. */
  add(entry: EvaluationCount, at: number): void {
    const { flag, variant, reason } = entry;
    if (flag.length > LONGEST_KEY || flag === '' || (variant?.length ?? 0) > LONGEST_KEY) return;
    const id = JSON.stringify([flag, variant, reason]);
    const known = this.#counts.get(id);
    if (known === undefined && this.#counts.size >= EVENT_LIMITS.counts) return;
    const count = Math.min((known?.count ?? 0) + entry.count, LARGEST_COUNT);
    this.#counts.set(id, { flag, variant, reason, count });
    this.#from = Math.min(this.#from, at);
  }

  /** Adds questions about a key that nobody knows. */
  addUnknown(flag: string, count: number, at: number): void {
    if (typeof flag !== 'string' || flag === '' || flag.length > LONGEST_UNKNOWN_KEY) return;
    const known = this.#unknown.get(flag);
    if (known === undefined && this.#unknown.size >= EVENT_LIMITS.unknown) return;
    this.#unknown.set(flag, Math.min((known ?? 0) + count, LARGEST_COUNT));
    this.#from = Math.min(this.#from, at);
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0 && this.#unknown.size === 0;
  }

  /** Everything counted so far; the buffer is empty afterwards. `at` stands for the start where nothing was counted. */
  take(at: number): Counted {
    const taken = {
      from: Math.min(this.#from, at),
      counts: [...this.#counts.values()],
      unknown: [...this.#unknown].map(([flag, count]) => ({ flag, count })),
    };
    this.#counts = new Map();
    this.#unknown = new Map();
    this.#from = Infinity;
    return taken;
  }

  /** Takes back what could not be delivered, as if counted at `at` where it is older than that. */
  mergeBack(counted: Counted, at: number): void {
    const from = Math.max(counted.from, at);
    for (const entry of counted.counts) this.add(entry, from);
    for (const { flag, count } of counted.unknown) this.addUnknown(flag, count, from);
  }
}
