/** Options of `useFlag` and `useFlagDetail`. */
export interface FlagOptions {
  /** While the client has no flags at all, suspend (needs a `<Suspense>` above) instead of answering the fallback; default false. */
  readonly suspend?: boolean;
  /** Suspends at most this long, then answers the fallback; default 1 000 ms. */
  readonly timeoutMs?: number;
}
