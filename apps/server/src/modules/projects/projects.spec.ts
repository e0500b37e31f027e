import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';

const PROJECTS = '/api/v1/projects';

describe('projects', () => {
  let server: TestApp;
  let counter = 0;

  beforeAll(async () => {
    server = await startTestApp();
  });

  afterAll(() => server.close());

  const created = async (): Promise<string> => {
    const key = `project-${(counter += 1)}`;
    await server.call('POST', PROJECTS, { body: { key } });
    return key;
  };
  const patch = (key: string, version: string, body: object): Promise<Answer> =>
    server.call('PATCH', `${PROJECTS}/${key}`, { body, headers: { 'if-match': version } });

  it('are created once, named after their key unless told otherwise', async () => {
    const first = await server.call('POST', PROJECTS, { body: { key: 'shop' } });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ key: 'shop', name: 'shop', version: 1, archivedAt: null });
    expect(first.headers.get('etag')).toBe('"1"');
    const second = await server.call('POST', PROJECTS, { body: { key: 'shop' } });
    expect([second.status, second.body]).toMatchObject([409, { code: 'ALREADY_EXISTS' }]);
  });

  it('are changed only by who read their current version', async () => {
    const key = await created();
    const without = await server.call('PATCH', `${PROJECTS}/${key}`, { body: { name: 'A' } });
    expect([without.status, without.body]).toMatchObject([428, { code: 'VERSION_REQUIRED' }]);
    expect(await patch(key, '*', { name: 'A' })).toMatchObject({ status: 400 });
    expect(await patch(key, '"1"', { name: 'A' })).toMatchObject({ status: 200 });
    const stale = await patch(key, '"1"', { name: 'B' });
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { code: 'VERSION_STALE', details: { current: 2, changedBy: 'SLUICE_ADMIN_TOKEN' } },
    ]);
  });

  it('are listed page by page, by key', async () => {
    for (let index = 0; index < 3; index += 1) await created();
    const keys: string[] = [];
    let path = `${PROJECTS}?limit=2`;
    for (let pages = 0; pages < 20 && path !== ''; pages += 1) {
      const { body } = await server.call('GET', path);
      const { items, nextCursor } = body as { items: { key: string }[]; nextCursor: string | null };
      expect(items.length).toBeLessThanOrEqual(2);
      keys.push(...items.map(({ key }) => key));
      path = nextCursor === null ? '' : `${PROJECTS}?limit=2&cursor=${nextCursor}`;
    }
    expect(path).toBe('');
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(keys.length).toBeGreaterThanOrEqual(3);
  });

  it('answer nothing but reads while they are archived', async () => {
    const key = await created();
    expect(await server.call('POST', `${PROJECTS}/${key}/archive`)).toMatchObject({ status: 200 });
    const refused = await patch(key, '"2"', { name: 'A' });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'ARCHIVED' }]);
    expect(await server.call('GET', `${PROJECTS}/${key}`)).toMatchObject({ status: 200 });
    expect(await server.call('POST', `${PROJECTS}/${key}/restore`)).toMatchObject({ status: 200 });
    expect(await patch(key, '"3"', { name: 'A' })).toMatchObject({ status: 200 });
  });

  it('change nothing in a dry run, which says what would be', async () => {
    const body = { key: 'only-tried' };
    const tried = await server.call('POST', `${PROJECTS}?dryRun=true`, { body });
    expect([tried.status, tried.body]).toMatchObject([200, { dryRun: true, result: body }]);
    expect(await server.call('GET', `${PROJECTS}/only-tried`)).toMatchObject({ status: 404 });
  });
});
