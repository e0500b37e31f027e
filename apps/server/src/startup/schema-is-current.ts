import pg from 'pg';
import { migrations } from '../../../../migrations/index.js';
import { endClient } from '../platform/database/end-client.js';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const APPLIED = 'SELECT name FROM schema_migrations';
const NO_TABLE = '42P01';

/**
 * Whether every migration of this release was applied, asked without loading TypeORM: that saves an
 * ordinary start 0.3 s and 20 MB. `false` also where nothing was ever migrated.
 */
export async function schemaIsCurrent(connectionString: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(APPLIED);
    const applied = new Set(rows.map(({ name }) => name));
    return migrations.every(({ name }) => applied.has(name));
  } catch (error) {
    if ((error as { code?: unknown }).code === NO_TABLE) return false;
    throw error;
  } finally {
    await endClient(client);
  }
}
