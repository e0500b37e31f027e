import type { InFlight } from './in-flight.js';

/** Work that has not ended after so long counts for as slow as it is by then: it may never end. */
export const LONGEST_WAIT_MS = 60_000;

/** Most pieces of work waited for at a time; what is beyond counts when it ends. */
const MOST_WAITED_FOR = 10_000;

/** Work that has begun and not ended, oldest first. Bounded. */
export class Unfinished {
  readonly #requests = new Set<InFlight>();

  add(request: InFlight): void {
    if (this.#requests.size < MOST_WAITED_FOR) this.#requests.add(request);
  }

  delete(request: InFlight): void {
    this.#requests.delete(request);
  }

  /** Gives up on what began before `now` - {@link LONGEST_WAIT_MS}, ms of the monotonic clock. */
  giveUp(now: number): void {
    for (const request of this.#requests) {
      if (now - request.startedAt < LONGEST_WAIT_MS) return;
      request.end(false);
    }
  }
}
