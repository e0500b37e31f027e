/** One-shot timers; the engine never holds more than one at a time. */
export interface Timers {
  /** Calls `run` once after `delayMs`; `keepAlive`: the process must not end while it waits. Returns the cancelling function. */
  set(run: () => void, delayMs: number, keepAlive: boolean): () => void;
}
