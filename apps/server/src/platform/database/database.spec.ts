import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createPool } from './create-pool.js';
import { Database } from './database.js';

describe('the door to the database', () => {
  let db: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    db = await createTestDatabase();
    database = new Database(createPool({ connectionString: db.url }, 4));
    await database.read('CREATE TABLE things (id int PRIMARY KEY, value int NOT NULL)');
    await database.read('INSERT INTO things VALUES (1, 0), (2, 0)');
  });
  afterAll(async () => {
    await database.close();
    await db.drop();
  });

  const valueOf = async (id: number): Promise<number> =>
    (await database.read<{ value: number }>('SELECT value FROM things WHERE id = $1', [id]))[0]!
      .value;
  const add = 'UPDATE things SET value = value + 1 WHERE id = $1';

  it('reads bigint as numbers', async () => {
    expect(await database.read('SELECT 9007199254740991::bigint AS n')).toEqual([
      { n: 2 ** 53 - 1 },
    ]);
  });

  it('keeps nothing of a transaction that throws, or that only tries', async () => {
    const failing = database.transaction(async (sql) => {
      await sql.query(add, [1]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.transaction((sql) => sql.query(add, [1]), { rollback: true });
    expect(await valueOf(1)).toBe(0);
  });

  it('fails with the failure of a statement that was sent and not waited for', async () => {
    const sending = database.transaction(async (sql) => {
      sql.send(add, [1]);
      sql.send('INSERT INTO things VALUES ($1, 0)', [1]);
      return Promise.resolve('done');
    });
    await expect(sending).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const following = database.transaction(async (sql) => {
      sql.send('INSERT INTO things VALUES ($1, 0)', [1]);
      await sql.query(add, [1]);
    });
    await expect(following).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await valueOf(1)).toBe(0);
  });

  it('repeats transactions that the database ended for a deadlock', async () => {
    let [first, second] = [0, 0];
    let open = (): void => undefined;
    const bothHold = new Promise<void>((resolve) => (open = resolve));
    const crossing = (ids: [number, number], attempt: () => number) =>
      database.transaction(async (sql) => {
        const count = attempt();
        await sql.query(add, [ids[0]]);
        if (count === 1 && first > 0 && second > 0) open();
        if (count === 1) await bothHold;
        await sql.query(add, [ids[1]]);
      });
    await Promise.all([
      crossing([1, 2], () => (first += 1)),
      crossing([2, 1], () => (second += 1)),
    ]);
    expect([await valueOf(1), await valueOf(2)]).toEqual([2, 2]);
    expect(first + second).toBe(3);
  });

  it('says WRITE_CONTENTION when a lock is held for too long', async () => {
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM things WHERE id = 1 FOR UPDATE');
    try {
      await expect(database.transaction((sql) => sql.query(add, [1]))).rejects.toMatchObject({
        code: 'WRITE_CONTENTION',
        status: 503,
      });
    } finally {
      await holder.end();
    }
  });

  it('says DATABASE_UNAVAILABLE while connections end, and works again by itself', async () => {
    const ended = database.transaction(async (sql) => {
      await sql.query('SELECT pg_terminate_backend(pg_backend_pid())');
      await sql.query(add, [1]);
    });
    await expect(ended).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await valueOf(2)).toEqual(expect.any(Number));
    const nowhere = new Database(createPool({ host: '/nowhere', user: 'x', database: 'x' }));
    await expect(nowhere.read('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await nowhere.close();
  });

  it('refuses text that PostgreSQL cannot hold instead of failing', async () => {
    const read = database.read('SELECT $1::text', ['a\0b']);
    await expect(read).rejects.toMatchObject({ code: 'INVALID_REQUEST', status: 400 });
  });
});
