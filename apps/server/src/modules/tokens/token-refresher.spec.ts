import { startTestApp, type TestApp } from '../../../test/test-app.js';
import { readConfig } from '../../config/index.js';
import { createApp } from '../../create-app.js';

const DEADLINE_MS = 3_000;

describe('a token revoked on one replica', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
  });

  afterAll(() => server.close());

  it('stops working on the others long before they would read all tokens again', async () => {
    const config = readConfig(
      { LOG_LEVEL: 'silent', SLUICE_DATA_DIR: server.dataDir },
      { workingDirectory: '/', terminal: false },
    );
    const other = await createApp(config, { databaseUrl: server.database.url });
    const body = { name: 'x', grants: [{ role: 'viewer' }] };
    const made = await server.call('POST', '/api/v1/tokens', { body });
    const { id, secret } = made.body as { id: string; secret: string };
    const statusThere = async () => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await other.inject({ method: 'GET', url: '/api/v1/me', headers })).statusCode;
    };
    expect(await statusThere()).toBe(200);
    await server.call('POST', `/api/v1/tokens/${id}/revoke`);
    const revokedAt = performance.now();
    let status = await statusThere();
    while (status !== 401 && performance.now() - revokedAt < DEADLINE_MS)
      status = await statusThere();
    expect(status).toBe(401);
    await other.close();
  });
});
