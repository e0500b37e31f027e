import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import type { SnapshotResponse } from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import { createPool } from '../../platform/database/create-pool.js';
import { DeliveryDatabase } from '../../../test/delivery-database.js';
import { DeliveryReplica } from '../../../test/delivery-replica.js';
import { handshake, StreamClient } from '../../../test/stream-client.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { readConfig } from '../../config/index.js';
import { createApp } from '../../create-app.js';
import { ChangeLogPruner } from './change-log-pruner.js';

/** Ends every session of a database and lets nobody in, or lets them in again. */
async function allowConnections({ url }: TestDatabase, allowed: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`);
  if (!allowed) {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [name],
    );
  }
  await client.end();
}

describe('delivery', () => {
  let testDatabase: TestDatabase;
  let database: DeliveryDatabase;
  const clients: StreamClient[] = [];

  const connect = (url: string, secret: string): StreamClient => {
    const client = new StreamClient(url, handshake(secret));
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = new DeliveryDatabase(testDatabase.url);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await database.close();
    await testDatabase.drop();
  });

  it('by two replicas on one database behaves as by one', async () => {
    const environment = await database.createEnvironment();
    await database.write(environment, { put: ['a'] });
    const { secret } = await database.createKey(environment);
    const replicas = await Promise.all(
      [1, 2].map(() => new DeliveryReplica(testDatabase.url).start()),
    );
    const pair = replicas.map(({ url }) => connect(url, secret));
    await Promise.all(pair.map((client) => client.until('sync')));
    for (let i = 0; i < 30; i += 1) await database.write(environment, { put: [`k${i % 3}`] });
    await Promise.all(pair.map((client) => client.until('change', ({ to }) => to === 31)));
    expect(pair[0]!.changes).toEqual(pair[1]!.changes);
    const bodies = await Promise.all(
      replicas.map(async ({ url }) => {
        const response = await fetch(`${url}/sdk/v1/snapshot`, {
          headers: { authorization: `Bearer ${secret}` },
        });
        return [
          response.headers.get('etag'),
          ((await response.json()) as SnapshotResponse).snapshot,
        ];
      }),
    );
    expect(bodies[0]).toEqual(bodies[1]);
    await Promise.all(replicas.map((replica) => replica.stop()));
  });

  it('keeps its SDKs connected while the database is away, and catches up by itself', async () => {
    const environment = await database.createEnvironment();
    await database.write(environment, { put: ['a'] });
    const { secret } = await database.createKey(environment);
    const replica = await new DeliveryReplica(testDatabase.url).start();
    const client = connect(replica.url, secret);
    const { epoch } = await client.until('sync');
    await allowConnections(testDatabase, false);
    const late = connect(replica.url, secret);
    expect((await late.until('sync')).mode).toBe('full');
    const ahead = new StreamClient(replica.url, handshake(secret, { epoch, revision: 2 }));
    clients.push(ahead);
    expect((await ahead.until('sync')).mode).toBe('behind');
    await allowConnections(testDatabase, true);
    await database.write(environment, { put: ['b'] });
    for (const each of [client, late]) await each.until('change', ({ to }) => to === 2);
    expect(client.told.filter(({ event }) => event === 'closed')).toEqual([]);
    await replica.stop();
  });

  it('closes a client that takes nothing, before it costs the server memory', async () => {
    const environment = await database.createEnvironment();
    await database.write(environment, { put: ['a'] });
    const { secret } = await database.createKey(environment);
    const replica = await new DeliveryReplica(testDatabase.url).start();
    const stuck = connect(replica.url, secret);
    const healthy = connect(replica.url, secret);
    await Promise.all([stuck, healthy].map((client) => client.until('sync')));
    expect([...replica.stream.connected()]).toHaveLength(2);
    const transport = stuck.socket.io.engine.transport as unknown as {
      ws: { _socket: { pause(): void } };
    };
    transport.ws._socket.pause();
    const flag = { metadata: { text: 'x'.repeat(50_000) } };
    let revision = 1;
    while ([...replica.stream.connected()].length === 2 && revision < 1_500) {
      revision = await database.write(environment, { put: ['a'], flag });
    }
    expect([...replica.stream.connected()]).toHaveLength(1);
    await healthy.until('change', ({ to }) => to === revision);
    await replica.stop();
  });

  it('forgets log rows by age and number, without which SDKs still converge', async () => {
    const environment = await database.createEnvironment();
    for (let i = 0; i < 10; i += 1) await database.write(environment, { put: [`k${i}`] });
    await database.pool.query(
      `UPDATE change_log SET committed_at = now() - interval '3 hours' WHERE revision <= 2`,
    );
    const pool = new Database(createPool({ connectionString: testDatabase.url }, 2));
    const prune = (changeLogHours: number, changeLogMaxRows: number) =>
      new ChangeLogPruner(
        pool,
        { changeLogHours, changeLogMaxRows },
        pino({ level: 'silent' }),
      ).prune();
    expect([await prune(2, 100), await prune(2, 100)]).toEqual([2, 0]);
    expect(await prune(2, 4)).toBe(4);
    const { rows } = await database.pool.query<{ revision: string }>(
      'SELECT revision FROM change_log ORDER BY 1',
    );
    expect(rows.map(({ revision }) => Number(revision))).toEqual([7, 8, 9, 10]);
    await pool.close();
  });
});

describe('a server that starts with the database away', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sluice-state-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const start = async (databaseUrl: string, more: Record<string, string> = {}) => {
    const config = readConfig(
      { LOG_LEVEL: 'silent', SLUICE_DATA_DIR: dataDir, SLUICE_SEED: 'none', ...more },
      { workingDirectory: dataDir, terminal: false },
    );
    const app = await createApp(config, { databaseUrl });
    await app.listen(0, '127.0.0.1');
    return { app, origin: await app.getUrl() };
  };

  /** Runs a server on a real database until its state is on disk, then takes the database away. */
  const leaveState = async (): Promise<{ url: string; secret: string; environment: string }> => {
    const testDatabase = await createTestDatabase();
    const database = new DeliveryDatabase(testDatabase.url);
    const environment = await database.createEnvironment();
    await database.write(environment, { put: ['a'] });
    const { secret } = await database.createKey(environment);
    const { app } = await start(testDatabase.url);
    await app.close();
    await database.close();
    await testDatabase.drop();
    return { url: testDatabase.url, secret, environment };
  };

  const stateFile = async (environment: string): Promise<string> => {
    const [folder = ''] = await readdir(join(dataDir, 'state'));
    return join(dataDir, 'state', folder, `${environment}.json`);
  };

  it('serves its last state, shut down from the first byte where the variable says so', async () => {
    const { url, secret, environment } = await leaveState();
    expect((await stat(await stateFile(environment))).mode & 0o777).toBe(0o600);
    const { app, origin } = await start(url, { EMERGENCY_SHUTDOWN: 'true' });
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(`${origin}/sdk/v1/snapshot`, { headers });
    const { snapshot, overlay } = (await answer.json()) as SnapshotResponse;
    expect([Object.keys(snapshot.flags), snapshot.shutdown, overlay.shutdown]).toEqual([
      ['a'],
      false,
      true,
    ]);
    const ready = await fetch(`${origin}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { status: 'degraded', database: false, listener: false, environments: 1 },
    ]);
    const client = new StreamClient(origin, handshake(secret));
    expect(await client.until('sync')).toMatchObject({ mode: 'full', overlay: { shutdown: true } });
    client.close();
    await app.close();
  });

  it('serves nothing rather than a damaged state, and says that trying again helps', async () => {
    const { url, secret, environment } = await leaveState();
    const path = await stateFile(environment);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"key":"a"', '"key":"b"'));
    const { app, origin } = await start(url);
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(`${origin}/sdk/v1/snapshot`, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: 'SNAPSHOT_UNAVAILABLE' },
    ]);
    expect((await fetch(`${origin}/ready`)).status).toBe(503);
    await app.close();
  });
});
