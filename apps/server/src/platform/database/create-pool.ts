import pg from 'pg';
import { SESSION_SETTINGS } from './session-settings.js';

/** How to reach the database: a URL, or the parts that `pg` takes. */
export type PoolTarget =
  | { readonly connectionString: string }
  | {
      readonly host: string;
      readonly port?: number;
      readonly user: string;
      readonly database: string;
    };

const IDLE_TIMEOUT_MS = 30_000;
/** Far beyond what the server's own limits allow: an answer that does not come at all ends the connection. */
const ANSWER_TIMEOUT_MS = 120_000;

/**
 * A pool with the session settings of every writer. Statements are pipelined: BEGIN travels with the
 * first statement and COMMIT with the last, which saves two round trips of each write. A connection
 * that breaks while idle is dropped and told to `onIdleError`; the pool goes on.
 */
export function createPool(
  target: PoolTarget,
  max = 10,
  onIdleError: (error: Error) => void = () => undefined,
): pg.Pool {
  const pool = new pg.Pool({
    ...target,
    ...SESSION_SETTINGS,
    pipeline: true,
    query_timeout: ANSWER_TIMEOUT_MS,
    application_name: 'sluice',
    max,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
  });
  pool.on('error', onIdleError);
  return pool;
}
