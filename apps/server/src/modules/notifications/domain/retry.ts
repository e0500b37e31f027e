const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second … failure: eleven tries in a little under 24 hours. */
const WAITS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  8 * HOUR_MS,
];
const JITTER = 0.2;

/** How long to wait after so many failures, ms, ± 20 % by `chance` in [0, 1); null when it is time to give up. */
export function retryAfterMs(failures: number, chance: number): number | null {
  const wait = WAITS_MS[failures - 1];
  return wait === undefined ? null : Math.round(wait * (1 - JITTER + 2 * JITTER * chance));
}

const HELD_FROM = 3;
const MOST_HELD_MS = 5 * MINUTE_MS;

/** For how long a receiver that failed so many times in a row is left alone, whatever waits for it, ms. */
export function holdMs(failuresInARow: number): number {
  if (failuresInARow < HELD_FROM) return 0;
  return Math.min(MOST_HELD_MS, 5 * SECOND_MS * 2 ** Math.min(20, failuresInARow - HELD_FROM));
}

/** Days without a single success after which a webhook is disabled. */
export const DISABLED_AFTER_DAYS = 5;
