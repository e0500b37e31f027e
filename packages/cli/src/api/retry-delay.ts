const FIRST_MS = 250;
const LONGEST_WAIT_MS = 10_000;
const RETRIES = 4;
// Whoever waits for a rollback has to know before long that it has to be done otherwise.
const PATIENCE_MS = 15_000;

/** What went wrong with one attempt. */
export interface Attempt {
  /** How many attempts were made so far, this one included. */
  readonly count: number;
  /** HTTP status, or null where no answer came. */
  readonly status: number | null;
  /** The connection was refused: nothing was sent. */
  readonly unsent: boolean;
  /** Sending it again cannot do it twice: a read, or a POST with an Idempotency-Key. */
  readonly repeatable: boolean;
  /** Since the first attempt began. */
  readonly elapsedMs: number;
  /** `Retry-After` in seconds, or null. */
  readonly retryAfterSeconds: number | null;
  /** 0 … 1. */
  readonly chance: number;
}

const RETRYABLE = [429, 500, 502, 503, 504];

/** Milliseconds to wait before trying again, or null to give up: at most 4 retries within 15 s, about 250, 500, 1000 and 2000 ms, or as the server says up to 10 s. */
export function retryDelayMs(attempt: Attempt): number | null {
  const { count, status, unsent, repeatable, elapsedMs, retryAfterSeconds, chance } = attempt;
  if (elapsedMs > PATIENCE_MS) return null;
  if (count > (unsent ? 2 : RETRIES)) return null;
  if (status === null ? !repeatable && !unsent : !RETRYABLE.includes(status)) return null;
  if (status !== null && status !== 429 && status !== 503 && !repeatable) return null;
  if (retryAfterSeconds !== null) {
    const wantedMs = retryAfterSeconds * 1000;
    return wantedMs > LONGEST_WAIT_MS ? null : wantedMs;
  }
  return FIRST_MS * 2 ** (count - 1) * (0.75 + chance / 2);
}
