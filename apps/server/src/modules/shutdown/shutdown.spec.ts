import type { Shutdowns } from '@sluice/protocol';
import { handshake, StreamClient } from '../../../test/stream-client.js';
import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';
import { createApp } from '../../create-app.js';
import { readConfig } from '../../config/index.js';
import { ReplicaHeartbeat } from '../instances/index.js';

const BASE = '/api/v1/projects/shop';

describe('the emergency shutdown', () => {
  let server: TestApp;
  let key: string;
  const clients: StreamClient[] = [];

  beforeAll(async () => {
    server = await startTestApp();
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    for (const environment of ['live', 'test']) {
      await server.call('POST', `${BASE}/environments`, { body: { key: environment } });
    }
    const created = await server.call('POST', `${BASE}/environments/live/keys`, {
      body: { kind: 'server', name: 'k' },
    });
    key = (created.body as { secret: string }).secret;
  });

  afterAll(async () => {
    for (const client of clients) client.close();
    await server.close();
  });

  const post = (path: string, body: object = { reason: 'fire' }): Promise<Answer> =>
    server.call('POST', `${BASE}/${path}`, { body });
  const states = async (): Promise<boolean[]> => {
    const { body } = await server.call('GET', `${BASE}/shutdown`);
    return (body as Shutdowns).items.map(({ shutdown }) => shutdown);
  };
  const connected = async (): Promise<StreamClient> => {
    const client = new StreamClient(server.origin, handshake(key));
    clients.push(client);
    await client.until('sync');
    return client;
  };

  it('needs a reason, reaches connected SDKs at once, and is released the same way', async () => {
    const client = await connected();
    expect((await post('environments/live/shutdown/engage', {})).status).toBe(400);
    const engaged = await post('environments/live/shutdown/engage');
    expect([engaged.status, engaged.body]).toMatchObject([
      200,
      {
        items: [{ environment: 'live', shutdown: true, reason: 'fire', by: 'SLUICE_ADMIN_TOKEN' }],
      },
    ]);
    const change = await client.until('change');
    expect(change).toMatchObject({ changes: [{ shutdown: true }] });
    expect(await states()).toEqual([true, false]);
    const released = await post('environments/live/shutdown/release', { reason: 'out' });
    expect(released.body).toMatchObject({ items: [{ shutdown: false, reason: null }] });
    await client.until('change', ({ to }) => to === change.to + 1);
    expect(await states()).toEqual([false, false]);
  });

  it('of a whole project is one command, and engaging twice changes nothing', async () => {
    const first = await post('shutdown/engage');
    expect(first.body).toMatchObject({ items: [{ shutdown: true }, { shutdown: true }] });
    const again = await post('shutdown/engage', { reason: 'still' });
    expect(again.body).toMatchObject({ items: [{ reason: 'fire' }, { reason: 'fire' }] });
    await post('shutdown/release');
    expect(await states()).toEqual([false, false]);
  });

  it('is audited with its reason', async () => {
    await post('environments/test/shutdown/engage', { reason: 'audited' });
    await post('environments/test/shutdown/release', { reason: 'over' });
    const { body } = await server.call('GET', '/api/v1/audit?action=shutdown.engage');
    expect(JSON.stringify(body)).toContain('audited');
  });

  it('is committed everywhere and held by EMERGENCY_SHUTDOWN of one replica, until that is gone for 30 s', async () => {
    const client = await connected();
    const config = readConfig(
      {
        EMERGENCY_SHUTDOWN: 'true',
        LOG_LEVEL: 'silent',
        SLUICE_SEED: 'none',
        SLUICE_DATA_DIR: server.dataDir,
      },
      { workingDirectory: server.dataDir, terminal: false },
    );
    const holder = await createApp(config, { databaseUrl: server.database.url });
    await client.until('change', (change) => JSON.stringify(change).includes('"shutdown":true'));
    const refused = await post('environments/live/shutdown/release');
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'SHUTDOWN_HELD' }]);
    expect(refused.body).toMatchObject({
      details: { holders: [{ host: expect.any(String) as string }] },
    });
    await server.call('POST', `${BASE}/environments`, { body: { key: 'later' } });
    expect(await states()).toEqual([true, true, true]);
    const { body: instances } = await server.call('GET', '/api/v1/instances');
    const { replicas } = instances as { replicas: { holdsShutdown: boolean; differs: boolean }[] };
    expect(replicas.map(({ holdsShutdown }) => holdsShutdown).sort()).toEqual([false, true]);
    expect(replicas.every(({ differs }) => differs)).toBe(true);
    await holder.close();
    expect((await post('shutdown/release')).status).toBe(409);
    const { Client } = await import('pg');
    const sql = new Client({ connectionString: server.database.url });
    await sql.connect();
    await sql.query(
      `UPDATE replicas SET beat_at = now() - interval '31 seconds' WHERE holds_shutdown`,
    );
    await sql.end();
    expect(await states()).toEqual([true, true, true]);
    expect((await post('shutdown/release')).status).toBe(200);
    expect(await states()).toEqual([false, false, false]);
    await server.app.get(ReplicaHeartbeat).beat();
  });
});
