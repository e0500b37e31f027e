import { Client } from 'pg';
import { handshake, StreamClient } from '../../../test/stream-client.js';
import { startTestApp, type TestApp } from '../../../test/test-app.js';

const BASE = '/api/v1/projects/shop';

describe('a database that was put back under a running server', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
  });

  afterAll(() => server.close());

  it('gives its environments a new epoch, and connected SDKs the restored state', async () => {
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    await server.call('POST', `${BASE}/environments`, { body: { key: 'live' } });
    for (const key of ['a', 'b', 'c']) {
      await server.call('POST', `${BASE}/flags`, { body: { key, type: 'boolean' } });
    }
    const { body } = await server.call('POST', `${BASE}/environments/live/keys`, {
      body: { kind: 'server', name: 'k' },
    });
    const client = new StreamClient(server.origin, handshake((body as { secret: string }).secret));
    const before = await client.until('sync');
    const sql = new Client({ connectionString: server.database.url });
    await sql.connect();
    await sql.query('BEGIN');
    await sql.query('DELETE FROM change_log WHERE revision > 1');
    await sql.query('UPDATE environments SET revision = 1');
    await sql.query('COMMIT');
    await sql.end();
    const after = await client.until('sync', ({ epoch }) => epoch !== before.epoch);
    expect([after.mode, after.revision]).toEqual(['full', 2]);
    const audit = await server.call('GET', '/api/v1/audit?action=environment.renew-epoch');
    expect((audit.body as { items: unknown[] }).items).toHaveLength(1);
    client.close();
  });
});
