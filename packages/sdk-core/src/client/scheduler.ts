import type { Clock } from '../ports/clock.js';
import type { Timers } from '../ports/timers.js';

/** Longest single wait, so that a machine that slept or a clock that crept is looked at now and then. */
const LONGEST_WAIT_MS = 600_000;

/** The engine's only timer: armed for the earliest of all deadlines. */
export class Scheduler {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #run: () => void;
  #cancel: (() => void) | null = null;
  #armedFor = Infinity;
  #keepAlive = false;

  constructor(clock: Clock, timers: Timers, run: () => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#run = run;
  }

  /** Runs at `deadline` of the monotonic clock, or soon; replaces what was armed before. Infinity disarms. */
  arm(deadline: number, keepAlive: boolean): void {
    if (deadline === this.#armedFor && keepAlive === this.#keepAlive) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#armedFor = deadline;
    this.#keepAlive = keepAlive;
    if (deadline === Infinity) return;
    const waitMs = Math.min(Math.max(deadline - this.#clock.monotonicMs(), 0), LONGEST_WAIT_MS);
    this.#cancel = this.#timers.set(() => this.#fire(), Math.ceil(waitMs), keepAlive);
  }

  #fire(): void {
    this.#cancel = null;
    this.#armedFor = Infinity;
    this.#run();
  }
}
