import type { Arm } from '@sluice/evaluator';

/** Most ids kept of one step, both arms together: as many as the server keeps. */
export const MOST_IDS = 2_048;

/**
 * The distinct ids with the smallest hashes (bottom-k: Cohen & Kaplan 2007), each named once to the
 * server: what it already heard of is not sent again. Holds at most twice as many as it is for.
 */
export class IdSampler {
  #held = new Set<number>();
  #fresh = new Map<number, Arm>();
  #limit = Infinity;
  readonly #size: number;

  constructor(size = MOST_IDS) {
    this.#size = size;
  }

  /** An id was seen in an arm; the first arm counts. True where it is new and waits to be taken. */
  offer(hash: number, arm: Arm): boolean {
    if (hash > this.#limit || this.#held.has(hash)) return false;
    this.#held.add(hash);
    this.#fresh.set(hash, arm);
    if (this.#held.size >= 2 * this.#size) this.#shrink();
    return true;
  }

  /** Ids of an arm that joined the sample since they were last taken, smallest first. */
  take(arm: Arm): number[] {
    this.#shrink();
    const taken = [...this.#fresh].filter(([, one]) => one === arm).map(([hash]) => hash);
    for (const hash of taken) this.#fresh.delete(hash);
    return taken.sort((a, b) => a - b);
  }

  /** Takes back ids that were taken and not delivered. */
  giveBack(hashes: readonly number[], arm: Arm): void {
    for (const hash of hashes) if (this.#held.has(hash)) this.#fresh.set(hash, arm);
  }

  #shrink(): void {
    if (this.#held.size <= this.#size) return;
    const smallest = [...this.#held].sort((a, b) => a - b).slice(0, this.#size);
    this.#limit = smallest[smallest.length - 1] ?? Infinity;
    this.#held = new Set(smallest);
    for (const hash of this.#fresh.keys()) if (hash > this.#limit) this.#fresh.delete(hash);
  }
}
