import type { Clock } from '../ports/clock.js';

const EARLIEST = Date.UTC(2001, 0);
const LATEST = Date.UTC(2200, 0);

/** The server's clock as well as it can be told from here: its time at the last answer plus monotonic time since. */
export class ServerClock {
  readonly #clock: Clock;
  /** Server time less monotonic time. */
  #ahead: number;
  #last = -Infinity;
  /** How often it was set right. */
  corrections = 0;

  /** `offsetMs`: how far the server's clock was ahead of this machine's when last known. */
  constructor(clock: Clock, offsetMs = 0) {
    this.#clock = clock;
    this.#ahead = clock.wallMs() + offsetMs - clock.monotonicMs();
  }

  /** Whole milliseconds since the Unix epoch; never less than any earlier answer. */
  now(): number {
    const now = Math.floor(this.#clock.monotonicMs() + this.#ahead);
    if (now > this.#last) this.#last = now;
    return this.#last;
  }

  /** How far the server is ahead of this machine's wall clock, ms; negative behind. */
  offsetMs(): number {
    return Math.round(this.#clock.monotonicMs() + this.#ahead - this.#clock.wallMs());
  }

  /** Takes in a server time from an answer to something sent at `sentAt` (monotonic). What the round trip could explain is no correction. */
  correct(serverTime: number, sentAt: number): void {
    if (!(serverTime >= EARLIEST && serverTime <= LATEST)) return;
    const receivedAt = this.#clock.monotonicMs();
    const roundTripMs = Math.max(receivedAt - sentAt, 0);
    const ahead = serverTime + roundTripMs / 2 - receivedAt;
    if (Math.abs(ahead - this.#ahead) <= roundTripMs) return;
    this.#ahead = ahead;
    this.corrections += 1;
  }
}
