import type { ClientState } from '../connection/connection.js';
import type { Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import { closedError } from './closed-error.js';
import { lateError } from './late-error.js';
import { OutageLog } from './outage-log.js';
import { refusedError } from './refused-error.js';
import { Waiters } from './waiters.js';

/** What readiness works with. */
export interface ReadinessParts {
  readonly logger: Logger;
  readonly clock: Clock;
  /** What is served is the server's state of a moment ago. */
  readonly live: boolean;
  /** What is served, for people. */
  readonly serving: () => string;
  /** Somebody waits from now on. */
  readonly waiting: () => void;
  readonly entered: (state: ClientState, previous: ClientState) => void;
}

/** How the client stands with the server: its state, who waits for that to be live, and what the log is told of it. */
export class Readiness {
  readonly #parts: ReadinessParts;
  readonly #waiters = new Waiters();
  readonly #outages: OutageLog;
  #state: ClientState;
  #wasLive: boolean;
  #liveAt: number | null = null;
  #refusal: string | null = null;
  #lastTrouble = 'no answer yet';

  constructor(parts: ReadinessParts) {
    this.#parts = parts;
    this.#outages = new OutageLog(parts.logger, () => parts.clock.monotonicMs());
    this.#state = parts.live ? 'live' : 'initializing';
    this.#wasLive = parts.live;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** The server takes what this client says of itself: it was live, and is not refused. */
  get isHeard(): boolean {
    return this.#wasLive && this.#state !== 'fatal';
  }

  /** Milliseconds since the client was live: 0 while it is, null if it never was. */
  get ageMs(): number | null {
    if (this.#state === 'live') return 0;
    return this.#liveAt === null ? null : this.#parts.clock.monotonicMs() - this.#liveAt;
  }

  /** Instant of the monotonic clock at which the first who waits has waited long enough; Infinity where nobody waits. */
  get deadline(): number {
    return this.#waiters.deadline;
  }

  /** Settles once: when the client is live for the first time, or with the reason why it is not. */
  ready(timeoutMs: number): Promise<void> {
    if (this.#wasLive) return Promise.resolve();
    if (this.#state === 'closed') return Promise.reject(closedError());
    if (this.#state === 'fatal') return Promise.reject(refusedError(this.#refusal));
    const ready = this.#waiters.add(this.#parts.clock.monotonicMs() + timeoutMs);
    this.#parts.waiting();
    return ready;
  }

  /** Takes over where the connection is; `trouble`: what went wrong, for people. */
  follow(state: ClientState, wanting: boolean, trouble: string | null): void {
    if (trouble !== null) this.#lastTrouble = trouble;
    if (state === 'live' && !wanting) this.#outages.recovered(this.#parts.serving());
    else if (trouble !== null && state === 'fatal') this.#refused(trouble);
    else if (trouble !== null && state !== 'closed')
      this.#outages.failed(trouble, this.#parts.serving());
    if (state !== this.#state) this.#enter(state);
  }

  /** Gives up on those who have waited long enough. */
  expire(now: number): void {
    this.#waiters.expire(now, () => lateError(this.#lastTrouble, this.#parts.serving()));
  }

  close(): void {
    this.#waiters.rejectAll(closedError());
  }

  #refused(trouble: string): void {
    if (this.#refusal !== null) return;
    this.#refusal = trouble;
    this.#outages.refused(trouble, this.#parts.serving());
  }

  #enter(state: ClientState): void {
    const previous = this.#state;
    this.#state = state;
    if (previous === 'live') this.#liveAt = this.#parts.clock.monotonicMs();
    if (state === 'live') {
      this.#wasLive = true;
      this.#refusal = null;
      this.#waiters.resolveAll();
    }
    if (state === 'fatal') this.#waiters.rejectAll(refusedError(this.#refusal));
    this.#parts.entered(state, previous);
  }
}
