import pg from 'pg';
import type { Pool } from 'pg';

/** Whoever carries this name in `application_name` is nobody's obstacle: another emergency waits for it. */
export const URGENT_NAME = 'sluice urgent';

/** How long an emergency waits before it clears its way, and between two attempts at that. */
const PATIENCE_MS = 1_000;

// Only those at the root are in the way: whoever else waits does so for them. A statement is cancelled,
// which its writer is told as WRITE_CONTENTION; a writer that does nothing can only be disconnected.
const CLEAR = `WITH RECURSIVE blocking (pid) AS (
    SELECT unnest(pg_blocking_pids($1))
    UNION SELECT unnest(pg_blocking_pids(b.pid)) FROM blocking b
  )
  SELECT CASE WHEN a.state = 'active' THEN pg_cancel_backend(a.pid) ELSE pg_terminate_backend(a.pid) END
  FROM blocking b JOIN pg_stat_activity a ON a.pid = b.pid
  WHERE cardinality(pg_blocking_pids(a.pid)) = 0 AND a.application_name = 'sluice'
    AND a.datname = current_database()
    AND a.xact_start < clock_timestamp() - interval '1 second'`;

/**
 * Ends writes of Sluice's own that have stood in the way of backend `pid` for over a second, until it is
 * told to stop: a large import, or a writer that is stuck. Sessions of others, other emergencies and
 * short writes are left alone. Never rejects: without it an emergency waits as anybody does.
 */
export function clearTheWay(pool: Pool, pid: number): () => void {
  const timer = setInterval(() => void clear(pool, pid).catch(() => undefined), PATIENCE_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** On a connection of its own: those of the pool may all be waiting for the same lock. */
async function clear(pool: Pool, pid: number): Promise<void> {
  const client = new pg.Client(pool.options);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(CLEAR, [pid]);
  } finally {
    await client.end();
  }
}
