import type { Evaluator } from '@sluice/evaluator';
import type { ServerClock } from '../clock/server-clock.js';

/** How old the time that questions are answered with may become while a schedule is moving. */
const FINEST_MS = 1_000;
/** A ramp names its next instant this far ahead (evaluation.md, `nextScheduleInstant`). */
const RAMP_MS = 10_000;

/**
 * Keeps the time that questions are answered with. It moves at the instants of schedules, and every
 * second near one or on a ramp, so that a question reads no clock and allocates nothing.
 */
export class ScheduleWatch {
  readonly #serverClock: ServerClock;
  readonly #monotonicMs: () => number;
  #lookAt = Infinity;
  #instantAt = Infinity;

  constructor(serverClock: ServerClock, monotonicMs: () => number) {
    this.#serverClock = serverClock;
    this.#monotonicMs = monotonicMs;
  }

  /** Instant of the monotonic clock at which the time has to be looked at again; Infinity where no schedule will ever change an answer. */
  get deadline(): number {
    return this.#lookAt;
  }

  /** Whether an answer may have changed with time since `update`. */
  get isInstantDue(): boolean {
    return this.#monotonicMs() >= this.#instantAt;
  }

  /** The time now, corrected, after looking up what comes next. */
  update(evaluator: Evaluator | null): number {
    const now = this.#serverClock.now();
    const waitMs = Math.max((evaluator?.nextScheduleInstant(now) ?? Infinity) - now, 1);
    const monotonicMs = this.#monotonicMs();
    // A ramp's next instant is always ten seconds ahead: one that was promised is kept.
    const promised = this.#instantAt > monotonicMs ? this.#instantAt : Infinity;
    this.#instantAt = Math.min(promised, monotonicMs + waitMs);
    this.#lookAt = monotonicMs + (waitMs <= RAMP_MS ? Math.min(waitMs, FINEST_MS) : waitMs);
    return now;
  }
}
