import type { Evaluator } from '@sluice/evaluator';
import type { ServerClock } from '../clock/server-clock.js';

/** Knows when a schedule changes an answer next. */
export class ScheduleWatch {
  readonly #serverClock: ServerClock;
  readonly #monotonicMs: () => number;
  #at = Infinity;

  constructor(serverClock: ServerClock, monotonicMs: () => number) {
    this.#serverClock = serverClock;
    this.#monotonicMs = monotonicMs;
  }

  /** Instant of the monotonic clock at which an answer changes; Infinity where none ever will. */
  get deadline(): number {
    return this.#at;
  }

  /** Looks again, after flags or clock changed. */
  update(evaluator: Evaluator | null): void {
    const now = this.#serverClock.now();
    const next = evaluator?.nextScheduleInstant(now) ?? Infinity;
    this.#at = this.#monotonicMs() + Math.max(next - now, 1);
  }

  /** Whether an instant has come; then the next one is looked up. */
  isDue(evaluator: Evaluator | null): boolean {
    if (this.#monotonicMs() < this.#at) return false;
    this.update(evaluator);
    return true;
  }
}
