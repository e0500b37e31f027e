import type { Clock } from '../ports/clock.js';
import type { Timers } from '../ports/timers.js';

/** A clock that moves only when told, with timers that fire when it passes them; a second timer at a time is a failure. */
export class FakeTime implements Clock, Timers {
  now = 0;
  /** Wall clock less monotonic clock; may be changed to make the wall clock jump. */
  wallOffsetMs = Date.UTC(2026, 0);
  keepsAlive = false;
  #timer: { readonly at: number; readonly run: () => void } | null = null;

  wallMs(): number {
    return this.now + this.wallOffsetMs;
  }

  monotonicMs(): number {
    return this.now;
  }

  get hasTimer(): boolean {
    return this.#timer !== null;
  }

  set(run: () => void, delayMs: number, keepAlive: boolean): () => void {
    if (this.#timer !== null) throw new Error('there is a timer already');
    const timer = { at: this.now + delayMs, run };
    this.#timer = timer;
    this.keepsAlive = keepAlive;
    return () => {
      if (this.#timer === timer) this.#timer = null;
    };
  }

  /** Moves on by `ms`, firing timers on the way; `settle` runs after each, for promises to settle. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.now + ms;
    for (let fired = 0; this.#timer !== null && this.#timer.at <= end; fired++) {
      if (fired > 10_000) throw new Error('timers fire without end');
      const { at, run } = this.#timer;
      this.#timer = null;
      this.now = Math.max(this.now, at);
      run();
      await settle();
    }
    this.now = end;
  }
}
