import { Client } from 'pg';
import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';

const ENVIRONMENTS = '/api/v1/projects/shop/environments';

describe('environments', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
  });

  afterAll(() => server.close());

  const create = (body: object): Promise<Answer> => server.call('POST', ENVIRONMENTS, { body });

  it('are created once, after all others unless told otherwise, and start empty', async () => {
    const first = await create({ key: 'staging', color: '#fab005' });
    expect([first.status, first.body]).toMatchObject([
      201,
      { key: 'staging', name: 'staging', color: '#fab005', protected: false, position: 0 },
    ]);
    const second = await create({ key: 'production', protected: true });
    expect(second.body).toMatchObject({ position: 1, protected: true });
    expect(await create({ key: 'staging' })).toMatchObject({ status: 409 });
    const { body } = await server.call('GET', `${ENVIRONMENTS}/staging`);
    expect(body).toMatchObject({ revision: 0, shutdown: false });
  });

  it('hold every flag of the project, disabled, from the start', async () => {
    const flag = { key: 'early', type: 'boolean' };
    await server.call('POST', '/api/v1/projects/shop/flags', { body: flag });
    await create({ key: 'late' });
    const { status, body } = await server.call('GET', `${ENVIRONMENTS}/late/flags/early`);
    expect([status, body]).toMatchObject([200, { enabled: false, offVariant: 'off' }]);
  });

  it('are changed only by who read their current version', async () => {
    await create({ key: 'edited' });
    const path = `${ENVIRONMENTS}/edited`;
    const patch = (version: string, body: object) =>
      server.call('PATCH', path, { body, headers: { 'if-match': version } });
    const changed = await patch('"1"', { protected: true, name: 'Edited' });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { protected: true, name: 'Edited', version: 2 },
    ]);
    expect(await patch('"1"', { name: 'Lost' })).toMatchObject({ status: 412 });
    expect(await patch('"2"', { color: 'red' })).toMatchObject({ status: 400 });
  });

  it('refuse writes while they are archived', async () => {
    await create({ key: 'old' });
    const path = `${ENVIRONMENTS}/old`;
    expect(await server.call('POST', `${path}/archive`)).toMatchObject({ status: 200 });
    const refused = await server.call('POST', `${path}/keys`, {
      body: { kind: 'server', name: 'x' },
    });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'ARCHIVED' }]);
    const { body } = await server.call('GET', ENVIRONMENTS);
    const { items } = body as { items: { key: string }[] };
    expect(items.map(({ key }) => key)).not.toContain('old');
    expect(await server.call('POST', `${path}/restore`)).toMatchObject({ status: 200 });
  });

  it('are born shut down while a replica holds the emergency shutdown', async () => {
    const client = new Client({ connectionString: server.database.url });
    await client.connect();
    await client.query(`INSERT INTO replicas (id, host, version, overlay, holds_shutdown)
      VALUES (gen_random_uuid(), 'replica-1', '0', '{}', true)`);
    await create({ key: 'born-dark' });
    await client.query('DELETE FROM replicas');
    await client.end();
    const { body } = await server.call('GET', `${ENVIRONMENTS}/born-dark`);
    expect(body).toMatchObject({ shutdown: true });
  });
});
