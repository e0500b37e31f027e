import type { QueueDepth } from './delivery-queue.js';

/** How attempts end, as counted. */
export type AttemptEnd = 'delivered' | 'retried' | 'failed';

/** What this replica has sent, and how much waits: for `/metrics`. */
export class DeliveryTraffic {
  readonly #counts = new Map<AttemptEnd, number>();
  depth: QueueDepth = { waiting: 0, late: 0 };

  count(end: AttemptEnd): void {
    this.#counts.set(end, (this.#counts.get(end) ?? 0) + 1);
  }

  totals(): { readonly outcome: AttemptEnd; readonly count: number }[] {
    const ends = ['delivered', 'retried', 'failed'] as const;
    return ends.map((outcome) => ({ outcome, count: this.#counts.get(outcome) ?? 0 }));
  }
}
