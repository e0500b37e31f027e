import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { runMigrations } from '../src/platform/database/run-migrations.js';

/** A database of one test file; nobody else uses it. */
export interface TestDatabase {
  readonly url: string;
  /** Removes the database, ending whatever sessions are left in it. */
  drop(): Promise<void>;
}

const TEMPLATE = 'sluice_template';
const TEMPLATE_LOCK = 4_471_902;

function serverUrl(): string {
  const url = process.env.SLUICE_TEST_DATABASE_URL;
  if (!url) {
    throw new Error(
      'No test database: run this file through the Jest project "server" (jest --selectProjects server), whose global setup starts one.',
    );
  }
  return url;
}

function urlOfDatabase(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<Result>(work: (admin: Client) => Promise<Result>): Promise<Result> {
  const admin = new Client({ connectionString: urlOfDatabase('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Migrates once per run, whichever test file comes first; the others wait for it. */
async function ensureTemplate(admin: Client): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (found.rowCount !== 0) return;
    const draft = `${TEMPLATE}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft}`);
    await runMigrations(urlOfDatabase(draft));
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function create(statement: (name: string) => string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((admin) => admin.query(statement(name)));
  const drop = async () => {
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: urlOfDatabase(name), drop };
}

/** A migrated, otherwise empty database: a clone of the run's template, made in some 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  await asAdmin(ensureTemplate);
  return create((name) => `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY WAL_LOG`);
}

/** A database without any table, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create((name) => `CREATE DATABASE ${name}`);
}
