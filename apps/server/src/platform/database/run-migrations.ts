import type { DataSource } from 'typeorm';
import { migrations } from '../../../../../migrations/index.js';
import { createDataSource } from './data-source.js';

/** What a run did: names of the migrations, in the order in which they were applied. */
export interface MigrationResult {
  readonly applied: readonly string[];
}

/** Any number that nothing else in the database locks. */
const LOCK_KEY = 7_310_298;
const LOCK_WAIT_MS = 300_000;
const LIMITS = {
  lock_timeout: LOCK_WAIT_MS,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
};

async function locked<Result>(source: DataSource, work: () => Promise<Result>): Promise<Result> {
  const session = source.createQueryRunner();
  await session.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    return await work();
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await session.release();
  }
}

/** Runs the work with a data source that knows every migration, while no other process does the same. */
async function withMigrations<Result>(
  url: string,
  work: (source: DataSource) => Promise<Result>,
): Promise<Result> {
  const source = createDataSource({
    url,
    migrations,
    poolSize: 2,
    applicationName: 'sluice migrations',
    limits: LIMITS,
  });
  await source.initialize();
  try {
    return await locked(source, () => work(source));
  } finally {
    await source.destroy();
  }
}

/**
 * Brings the database to this release's schema, each migration in a transaction of its own. Safe to call
 * from any number of processes at once: the first does the work and the others wait (at most 5 minutes).
 * A database that is newer than this release is left as it is (expand, then contract).
 */
export function runMigrations(url: string): Promise<MigrationResult> {
  return withMigrations(url, async (source) => {
    const applied = await source.runMigrations();
    return { applied: applied.map(({ name }) => name) };
  });
}

/** Takes back the migration that was applied last; does nothing on an empty database. */
export function revertLastMigration(url: string): Promise<void> {
  return withMigrations(url, (source) => source.undoLastMigration());
}
