import { Client } from 'pg';
import { endClient } from '../end-client.js';
import { connectionThrough } from './connection.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** A session that owns the cluster for as long as it, and therefore this process, lives. */
export interface Ownership {
  readonly session: Client;
  /** Resolves when the session is gone, by release or because the server dropped it. */
  readonly ended: Promise<void>;
  release(): Promise<void>;
}

/** Any number that nothing else in the database `postgres` locks. */
const LOCK_KEY = 5_158_423;
const CONNECT_TIMEOUT_MS = 5_000;
const NAME = /^sluice server (\d+)$/;

/** Whether this session alone keeps the process running; a method that @types/pg does not know. */
export function setKeepsAlive(session: Client, keepsAlive: boolean): void {
  const socket = session as Client & { ref(): void; unref(): void };
  if (keepsAlive) socket.ref();
  else socket.unref();
}

async function holder(session: Client): Promise<string> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.objid = $1 AND l.granted`,
    [LOCK_KEY],
  );
  const pid = NAME.exec(rows[0]?.name ?? '')?.[1];
  return pid === undefined ? 'another Sluice server' : `another Sluice server, process ${pid}`;
}

/**
 * Takes the ownership of a running cluster by an advisory lock, which PostgreSQL drops when its owner
 * dies, however it dies. Rejects with EmbeddedPostgresError when a living process holds it, with the
 * error of `pg` when the cluster cannot be reached.
 */
export async function claimOwnership(socketDir: string, base: string): Promise<Ownership> {
  const session = new Client({
    ...connectionThrough(socketDir, 'postgres'),
    application_name: `sluice server ${process.pid}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  session.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => session.once('end', resolve));
  const release = () => {
    setKeepsAlive(session, true);
    return endClient(session);
  };
  try {
    await session.connect();
    const { rows } = await session.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS locked',
      [LOCK_KEY],
    );
    if (rows[0]?.locked !== true) {
      throw new EmbeddedPostgresError(
        `The embedded database in ${base} is in use by ${await holder(session)}. Stop it first, or give this one its own SLUICE_DATA_DIR.`,
      );
    }
    return { session, ended, release };
  } catch (error) {
    await release();
    throw error;
  }
}
