import { Client } from 'pg';
import { startTestApp, type Answer, type TestApp } from '../test-app.js';

const PROJECT = '/api/v1/projects/shop';
const FLAGS = `${PROJECT}/flags`;
const HERE = `${PROJECT}/environments/production`;

describe('flags and segments over HTTP', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
    const client = new Client({ connectionString: server.database.url });
    await client.connect();
    await client.query(`INSERT INTO projects (key, name) VALUES ('shop', 'shop')`);
    await client.query(
      `INSERT INTO environments (project_id, key, name, list_secret)
       SELECT id, 'production', 'production', '\\x00' FROM projects`,
    );
    await client.end();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown, version?: number): Promise<Answer> =>
    server.call(method, path, {
      body,
      ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    });
  const post = (path: string, body?: unknown) => call('POST', path, body);

  it('creates, configures, toggles and shows a flag', async () => {
    const created = await post(FLAGS, {
      key: 'search',
      type: 'string',
      variants: { a: 'A', b: 'B' },
    });
    expect([created.status, created.body]).toMatchObject([201, { key: 'search', version: 1 }]);
    const path = `${HERE}/flags/search`;
    const rules = [{ conditions: [], rollout: { percentage: 10 }, serve: { variant: 'b' } }];
    const patched = await call('PATCH', path, { rules, fallthrough: { variant: 'a' } }, 1);
    expect(patched.status).toBe(200);
    expect(patched.headers.get('etag')).toBe('"2"');
    expect(patched.headers.get('sluice-revision')).toBe('2');
    const enabled = await post(`${path}/enable`, { comment: 'go' });
    expect(enabled.body).toMatchObject({ enabled: true, version: 3 });
    const read = await call('GET', path);
    expect(read.body).toEqual(enabled.body);
    const list = await call('GET', `${FLAGS}?search=sear&state=all`);
    expect(list.body).toMatchObject({
      items: [{ key: 'search', environments: { production: { enabled: true, version: 3 } } }],
      nextCursor: null,
    });
    const history = await call('GET', `${path}/history?limit=2`);
    expect(history.body).toMatchObject({
      items: [
        { version: 3, comment: 'go', before: { enabled: false }, after: { enabled: true } },
        { version: 2, before: { rules: [] } },
      ],
    });
    const { nextCursor } = history.body as { nextCursor: string };
    const rest = await call('GET', `${path}/history?limit=2&cursor=${nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ version: 1, before: null }], nextCursor: null });
    const reverted = await call('POST', `${path}/revert`, { version: 1 }, 3);
    expect(reverted.body).toMatchObject({ version: 4, enabled: false, rules: [] });
  });

  it('needs If-Match where a change could overwrite another, and tells who was first', async () => {
    await post(FLAGS, { key: 'lost', type: 'boolean' });
    const path = `${HERE}/flags/lost`;
    expect(await call('PATCH', path, { enabled: true })).toMatchObject({ status: 428 });
    expect(await call('PATCH', path, { enabled: true }, 1)).toMatchObject({ status: 200 });
    const stale = await call('PATCH', path, { offVariant: null }, 1);
    expect([stale.status, stale.body]).toMatchObject([
      412,
      {
        code: 'VERSION_STALE',
        details: { sent: 1, current: 2, changedAt: expect.any(String) as string },
      },
    ]);
    expect(await call('DELETE', `${FLAGS}/lost`)).toMatchObject({ status: 428 });
    expect(await call('POST', `${path}/revert`, { version: 1 })).toMatchObject({ status: 428 });
  });

  it('refuses unknown fields and shapes with 400, rules of the domain with 422', async () => {
    await post(FLAGS, { key: 'shapes', type: 'boolean' });
    const path = `${HERE}/flags/shapes`;
    expect(await call('PATCH', path, { colour: 'red' }, 1)).toMatchObject({ status: 400 });
    expect(await call('PATCH', path, { rules: 'all' }, 1)).toMatchObject({ status: 400 });
    const rules = [{ conditions: [{ attribute: 'a', operator: 'is' }], serve: { variant: 'on' } }];
    const unknown = await call('PATCH', path, { rules }, 1);
    expect([unknown.status, unknown.body]).toMatchObject([422, { code: 'UNKNOWN_OPERATOR' }]);
    expect(await call('PATCH', `${HERE}/flags/nobody`, {}, 1)).toMatchObject({ status: 404 });
  });

  it('toggles by hand, with the JSON header and no body', async () => {
    await post(FLAGS, { key: 'by-hand', type: 'boolean' });
    const typed = { body: '', headers: { 'content-type': 'application/json' } };
    for (const [action, enabled] of [
      ['enable', true],
      ['disable', false],
    ] as const) {
      const { status, body } = await server.call('POST', `${HERE}/flags/by-hand/${action}`, typed);
      expect({ status, ...(body as object) }).toMatchObject({ status: 200, enabled });
    }
  });

  it('tries a write without keeping it', async () => {
    await post(FLAGS, { key: 'tried', type: 'boolean' });
    const tried = await post(`${HERE}/flags/tried/enable?dryRun=true`);
    expect(tried.body).toMatchObject({
      dryRun: true,
      result: { enabled: true, version: 2 },
      changes: [{ environment: 'production', server: [{ put: { key: 'tried', enabled: true } }] }],
    });
    expect((await call('GET', `${HERE}/flags/tried`)).body).toMatchObject({ enabled: false });
  });

  it('archives, restores and deletes', async () => {
    await post(FLAGS, { key: 'parent', type: 'boolean' });
    await post(FLAGS, { key: 'child', type: 'boolean', prerequisites: [{ flag: 'parent' }] });
    const refused = await post(`${FLAGS}/parent/archive`);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'REQUIRED_BY_OTHERS', details: { dependents: [{ dependent: 'child' }] } },
    ]);
    const graph = await call('GET', `${HERE}/flags/parent/graph`);
    expect(graph.body).toMatchObject({ children: [{ flag: 'child' }], touches: ['child'] });
    expect(await post(`${FLAGS}/child/archive`)).toMatchObject({ status: 200 });
    expect(await post(`${FLAGS}/parent/archive`)).toMatchObject({ status: 200 });
    const early = await post(`${FLAGS}/child/restore`);
    expect([early.status, early.body]).toMatchObject([422, { code: 'UNKNOWN_PARENT' }]);
    expect(await call('DELETE', `${FLAGS}/child`, undefined, 2)).toMatchObject({ status: 204 });
    expect(await post(`${FLAGS}/parent/restore`)).toMatchObject({ status: 200 });
    const live = await call('DELETE', `${FLAGS}/parent`, undefined, 3);
    expect([live.status, live.body]).toMatchObject([409, { code: 'NOT_ARCHIVED' }]);
  });

  it('refuses a list of too many ids by its own code, however it is sent', async () => {
    const segments = `${HERE}/segments`;
    const included = Array.from({ length: 100_001 }, (_, index) => `u${index}`);
    const created = await post(segments, { key: 'crowd', included });
    expect([created.status, created.body]).toMatchObject([422, { code: 'LIST_TOO_LONG' }]);
    expect((await post(segments, { key: 'crowd' })).status).toBe(201);
    const edited = await post(`${segments}/crowd/members`, { list: 'included', add: included });
    expect([edited.status, edited.body]).toMatchObject([422, { code: 'LIST_TOO_LONG' }]);
    expect((await call('DELETE', `${segments}/crowd`, undefined, 1)).status).toBe(204);
  });

  it('keeps segments with their members, and deletes only unused ones', async () => {
    const segments = `${HERE}/segments`;
    const created = await post(segments, { key: 'beta', included: ['u1', 'u1', 'u2'] });
    expect([created.status, created.body]).toMatchObject([201, { includedCount: 2, version: 1 }]);
    const edit = { list: 'included', add: ['u3'], remove: ['u1'] };
    expect((await post(`${segments}/beta/members`, edit)).body).toMatchObject({ version: 2 });
    const read = await call('GET', `${segments}/beta`);
    expect(read.body).toMatchObject({ included: ['u2', 'u3'], usedBy: [] });
    await post(FLAGS, { key: 'for-beta', type: 'boolean' });
    const rules = [{ conditions: [{ segment: 'beta' }], serve: { variant: 'on' } }];
    const used = await call('PATCH', `${HERE}/flags/for-beta`, { rules }, 1);
    expect(used.status).toBe(200);
    const refused = await call('DELETE', `${segments}/beta`, undefined, 2);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'IN_USE', details: { dependents: ['for-beta'] } },
    ]);
    await call('PATCH', `${HERE}/flags/for-beta`, { rules: [] }, 2);
    const deleted = await call('DELETE', `${segments}/beta?comment=done`, undefined, 2);
    expect(deleted.status).toBe(204);
    expect((await call('GET', segments)).body).toMatchObject({ items: [] });
  });
});
