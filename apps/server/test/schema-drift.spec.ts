import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrations } from '../../../migrations/index.js';
import { revertLastMigration, runMigrations } from '../src/platform/database/run-migrations.js';
import { dumpSchema } from './dump-schema.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './test-database.js';

const checkedIn = () => readFileSync(join(__dirname, '../../../migrations/schema.sql'), 'utf8');

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe('migrations/schema.sql', () => {
  let database: TestDatabase;
  afterEach(() => database.drop());

  it('is what the migrations make of an empty database (else: node scripts/dump-schema.mjs)', async () => {
    database = await createTestDatabase();
    expect(await dumpSchema(database.url)).toBe(checkedIn());
  });

  it('is what they make of a database from which all were taken back', async () => {
    database = await createTestDatabase();
    for (const _migration of migrations) await revertLastMigration(database.url);
    expect(await dumpSchema(database.url)).not.toContain('CREATE');
    await runMigrations(database.url);
    expect(await dumpSchema(database.url)).toBe(checkedIn());
  });

  it('can be executed, and gives the same schema again', async () => {
    database = await createEmptyDatabase();
    await execute(database.url, `SET check_function_bodies = off; ${checkedIn()}`);
    expect(await dumpSchema(database.url)).toBe(checkedIn());
  });

  it.each([
    ['a column', 'ALTER TABLE projects ADD COLUMN extra text'],
    ['a default', `ALTER TABLE projects ALTER COLUMN name SET DEFAULT 'x'`],
    ['an index', 'CREATE INDEX extra ON projects (name)'],
    ['a check', 'ALTER TABLE projects ADD CONSTRAINT extra CHECK (version > 0)'],
    ['a trigger', 'DROP TRIGGER audit_events_append_only ON audit_events'],
    ['a function', 'CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
  ])('notices %s that the migrations do not make', async (_title, change) => {
    database = await createTestDatabase();
    await execute(database.url, change);
    expect(await dumpSchema(database.url)).not.toBe(checkedIn());
  });
});

describe('the schema', () => {
  it('has a primary key in every table', () => {
    const tables = checkedIn().split('CREATE TABLE').slice(1);
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) expect(table).toContain('PRIMARY KEY');
  });
});
