import { Client } from 'pg';
import { migrations } from '../../../../../migrations/index.js';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../../test/test-database.js';
import { revertLastMigration, runMigrations } from './run-migrations.js';

const names = migrations.map(({ name }) => name);

async function tablesOf(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  it('bring an empty database to the current schema, and do nothing the second time', async () => {
    expect(await runMigrations(database.url)).toEqual({ applied: names });
    const tables = await tablesOf(database.url);
    expect(tables).toContain('flags');
    expect(await runMigrations(database.url)).toEqual({ applied: [] });
    expect(await tablesOf(database.url)).toEqual(tables);
  });

  it('are applied once when ten replicas start together', async () => {
    const results = await Promise.all(
      Array.from({ length: 10 }, () => runMigrations(database.url)),
    );
    const applied = results.flatMap((result) => result.applied);
    expect(applied).toEqual(names);
  });

  it('can all be taken back, and applied again to the same schema', async () => {
    await runMigrations(database.url);
    const tables = await tablesOf(database.url);
    for (const _name of names) await revertLastMigration(database.url);
    expect(await tablesOf(database.url)).toEqual(['schema_migrations']);
    expect(await runMigrations(database.url)).toEqual({ applied: names });
    expect(await tablesOf(database.url)).toEqual(tables);
  });
});

describe('createTestDatabase', () => {
  it('gives every caller a migrated database of its own', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new Client({ connectionString: one.url });
    await client.connect();
    await client.query(`INSERT INTO projects (key, name) VALUES ('only-here', 'x')`);
    await client.end();
    const reader = new Client({ connectionString: other.url });
    await reader.connect();
    expect((await reader.query('SELECT key FROM projects')).rows).toEqual([]);
    await reader.end();
    await Promise.all([one.drop(), other.drop()]);
  });
});
