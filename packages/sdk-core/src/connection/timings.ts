/** Every duration the engine knows, in milliseconds (streaming.md, "SDK behaviour"). */
export interface Timings {
  /** How long the first stream waits for the HTTP answer, so that the data does not travel twice. */
  readonly streamWaitMs: number;
  readonly fetchTimeoutMs: number;
  /** From opening a stream to its first `sync`. */
  readonly syncTimeoutMs: number;
  readonly backoffFirstMs: number;
  readonly backoffMostMs: number;
  /** After this long in sync the next failure starts from the first back-off again. */
  readonly healthyAfterMs: number;
  /** A stream failing for this long makes the engine poll as well. */
  readonly pollAfterMs: number;
  readonly pollEveryMs: number;
  readonly fatalRetryMs: number;
  readonly resyncEveryMs: number;
  /** How often a server in sync is asked over HTTP whether anything was missed, which also corrects the clock. */
  readonly checkEveryMs: number;
  readonly flushEveryMs: number;
  readonly flushWatchedMs: number;
  readonly flushTimeoutMs: number;
  /** How long `close()` waits for the last batch. */
  readonly closeTimeoutMs: number;
  /** Time between two writes of the cache. */
  readonly saveEveryMs: number;
}

export const DEFAULT_TIMINGS: Timings = {
  streamWaitMs: 300,
  fetchTimeoutMs: 30_000,
  syncTimeoutMs: 15_000,
  backoffFirstMs: 1_000,
  backoffMostMs: 30_000,
  healthyAfterMs: 60_000,
  pollAfterMs: 120_000,
  pollEveryMs: 30_000,
  fatalRetryMs: 300_000,
  resyncEveryMs: 30_000,
  checkEveryMs: 300_000,
  flushEveryMs: 10_000,
  flushWatchedMs: 5_000,
  flushTimeoutMs: 10_000,
  closeTimeoutMs: 3_000,
  saveEveryMs: 1_000,
};
