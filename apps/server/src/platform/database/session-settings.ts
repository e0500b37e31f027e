/**
 * What every pooled connection sets, in milliseconds, so that a stuck writer never blocks a shutdown for
 * longer than 5 s (streaming.md, "Write path").
 */
export const SESSION_SETTINGS = {
  lock_timeout: 2_000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 3_000,
} as const;
