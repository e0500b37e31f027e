import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createPool } from './create-pool.js';
import { Database } from './database.js';
import type { TransactionClient } from './sql-client.js';

const ADD = 'UPDATE things SET value = value + 1 WHERE id = $1';
/** Longer than an emergency waits with all its attempts. */
const FOR_EVER = 'SELECT pg_sleep(9.5)';
/** Longer than it lets a write of Sluice's own hold it up. */
const FOR_LONG = 'SELECT pg_sleep(2.5)';

describe('an emergency', () => {
  let db: TestDatabase;
  let database: Database;
  let valueBefore: number;

  beforeAll(async () => {
    db = await createTestDatabase();
    database = new Database(createPool({ connectionString: db.url }, 4));
    await database.read('CREATE TABLE things (id int PRIMARY KEY, value int NOT NULL)');
    await database.read('INSERT INTO things VALUES (1, 0)');
  });
  afterAll(async () => {
    await database.close();
    await db.drop();
  });
  beforeEach(async () => {
    valueBefore = await value();
  });

  const value = async (): Promise<number> =>
    (await database.read<{ value: number }>('SELECT value FROM things'))[0]!.value;
  const urgent = (): Promise<unknown> =>
    database.transaction((sql) => sql.query(ADD, [1]), { insist: true });
  /** A write that holds the row and then does something; and the moment at which it holds it. */
  const holding = (
    then: (sql: TransactionClient) => Promise<unknown>,
    options = {},
  ): { holds: Promise<void>; ends: Promise<unknown> } => {
    let held = (): void => undefined;
    const holds = new Promise<void>((resolve) => (held = resolve));
    const ends = database.transaction(async (sql) => {
      await sql.query(ADD, [1]);
      held();
      await then(sql);
    }, options);
    ends.catch(() => undefined);
    return { holds, ends };
  };

  it('cancels a long write that holds its locks, which is told that it was in the way', async () => {
    const { holds, ends } = holding((sql) => sql.query(FOR_EVER));
    await holds;
    await urgent();
    await expect(ends).rejects.toMatchObject({ code: 'WRITE_CONTENTION' });
    expect(await value()).toBe(valueBefore + 1);
  }, 30_000);

  it('reaches the one at the root, and lets those go on that only wait for it too', async () => {
    const { holds, ends } = holding((sql) => sql.query(FOR_EVER));
    await holds;
    const waiting = database.transaction((sql) => sql.query(ADD, [1]));
    await Promise.all([urgent(), waiting]);
    await expect(ends).rejects.toMatchObject({ code: 'WRITE_CONTENTION' });
    expect(await value()).toBe(valueBefore + 2);
  }, 30_000);

  it('ends a writer that does something now and then, and would never be idle for long', async () => {
    const { holds, ends } = holding(async (sql) => {
      for (let round = 0; round < 1_000; round++) {
        await sql.query('SELECT 1');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await holds;
    await urgent();
    await expect(ends).rejects.toThrow();
    expect(await value()).toBe(valueBefore + 1);
  }, 30_000);

  it('waits for another emergency', async () => {
    const { holds, ends } = holding((sql) => sql.query(FOR_LONG), { insist: true });
    await holds;
    await Promise.all([urgent(), ends]);
    expect(await value()).toBe(valueBefore + 2);
  }, 30_000);

  it('never ends a session of somebody else', async () => {
    const stranger = new pg.Client({ connectionString: db.url, application_name: 'psql' });
    await stranger.connect();
    await stranger.query('BEGIN');
    await stranger.query(ADD, [1]);
    const insisting = urgent();
    await stranger.query(FOR_LONG);
    await stranger.query('COMMIT');
    await insisting;
    await stranger.end();
    expect(await value()).toBe(valueBefore + 2);
  }, 30_000);
});
