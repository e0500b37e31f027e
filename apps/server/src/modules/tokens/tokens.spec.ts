import { startTestApp, type Answer, type TestApp } from '../../../test/test-app.js';

const TOKENS = '/api/v1/tokens';

interface Created {
  readonly id: string;
  readonly secret: string;
}

interface WantedGrant {
  readonly role: string;
  readonly project?: string;
  readonly environment?: string;
}

describe('tokens', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
    for (const project of ['shop', 'bank']) {
      await server.call('POST', '/api/v1/projects', { body: { key: project } });
      for (const environment of [{ key: 'staging' }, { key: 'production', protected: true }]) {
        const path = `/api/v1/projects/${project}/environments`;
        await server.call('POST', path, { body: environment });
      }
    }
  });

  afterAll(() => server.close());

  const create = (grants: WantedGrant[], token?: string): Promise<Answer> =>
    server.call('POST', TOKENS, {
      body: { name: 'bot', grants },
      ...(token !== undefined && { token }),
    });
  const tokenWith = async (...grants: WantedGrant[]): Promise<Created> => {
    const { status, body } = await create(grants);
    expect(status).toBe(201);
    return body;
  };

  it('show their secret once, work at once, and name their grants in /me', async () => {
    const { secret } = await tokenWith({ role: 'editor', project: 'shop' });
    expect(secret).toMatch(/^slu_svc_[A-Za-z0-9_-]{43}$/);
    const me = await server.call('GET', '/api/v1/me', { token: secret });
    expect([me.status, me.body]).toMatchObject([
      200,
      { kind: 'token', grants: [{ role: 'editor', project: 'shop', environment: null }] },
    ]);
    const list = await server.call('GET', TOKENS);
    expect(JSON.stringify(list.body)).not.toContain(secret);
  });

  it('see nothing outside their grants: 404, not 403', async () => {
    const { secret: token } = await tokenWith({ role: 'viewer', project: 'shop' });
    const { body } = await server.call('GET', '/api/v1/projects', { token });
    expect((body as { items: { key: string }[] }).items.map(({ key }) => key)).toEqual(['shop']);
    for (const path of ['bank', 'bank/environments', 'bank/environments/staging', 'none']) {
      const answer = await server.call('GET', `/api/v1/projects/${path}`, { token });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('of one environment see that one and the project around it', async () => {
    const { secret: token } = await tokenWith({
      role: 'operator',
      project: 'shop',
      environment: 'staging',
    });
    const path = '/api/v1/projects/shop/environments';
    const { body } = await server.call('GET', path, { token });
    expect((body as { items: { key: string }[] }).items.map(({ key }) => key)).toEqual(['staging']);
    expect(await server.call('GET', `${path}/production`, { token })).toMatchObject({
      status: 404,
    });
  });

  it('that do not suffice are told the role and the place', async () => {
    const { secret: token } = await tokenWith({ role: 'editor', project: 'shop' });
    const answer = await server.call('POST', '/api/v1/projects/shop/environments', {
      token,
      body: { key: 'more' },
    });
    expect([answer.status, answer.body]).toMatchObject([
      403,
      { code: 'FORBIDDEN', details: { needed: 'admin', held: 'editor', project: 'shop' } },
    ]);
  });

  it('of an editor do not change a protected environment, and the refusal names it', async () => {
    const flags = '/api/v1/projects/shop/flags';
    await server.call('POST', flags, { body: { key: 'guarded', type: 'boolean' } });
    const { secret: token } = await tokenWith({ role: 'editor', project: 'shop' });
    const enable = (environment: string) => {
      const path = `/api/v1/projects/shop/environments/${environment}/flags/guarded/enable`;
      return server.call('POST', path, { token });
    };
    expect(await enable('staging')).toMatchObject({ status: 200 });
    const refused = await enable('production');
    expect([refused.status, refused.body]).toMatchObject([403, { code: 'FORBIDDEN' }]);
    expect((refused.body as { message: string }).message).toContain(
      'protected environment shop/production',
    );
  });

  it('never grant more than their holder has', async () => {
    const { secret: admin } = await tokenWith({ role: 'admin', project: 'shop' });
    const { secret: operator } = await tokenWith({ role: 'operator' });
    expect(await create([{ role: 'editor', project: 'shop' }], admin)).toMatchObject({
      status: 201,
    });
    const refused: [WantedGrant[], string][] = [
      [[{ role: 'viewer' }], admin],
      [[{ role: 'viewer', project: 'bank' }], admin],
      [
        [
          { role: 'editor', project: 'shop' },
          { role: 'viewer', project: 'bank' },
        ],
        admin,
      ],
      [[{ role: 'viewer', project: 'shop' }], operator],
    ];
    for (const [grants, token] of refused) {
      expect((await create(grants, token)).status).toBeGreaterThanOrEqual(403);
    }
  });

  it('are listed only to who may manage them, and to themselves', async () => {
    const { secret: admin } = await tokenWith({ role: 'admin', project: 'bank' });
    const inside = await tokenWith({ role: 'viewer', project: 'bank' });
    const across = await tokenWith(
      { role: 'viewer', project: 'bank' },
      { role: 'viewer', project: 'shop' },
    );
    const idsSeenBy = async (token: string) => {
      const { body } = await server.call('GET', `${TOKENS}?limit=200`, { token });
      return (body as { items: Created[] }).items.map(({ id }) => id);
    };
    expect(await idsSeenBy(admin)).toContain(inside.id);
    expect(await idsSeenBy(admin)).not.toContain(across.id);
    expect(await idsSeenBy(inside.secret)).toEqual([inside.id]);
  });

  it('stop working when revoked, by an admin or by themselves', async () => {
    const byAdmin = await tokenWith({ role: 'viewer' });
    const itself = await tokenWith({ role: 'viewer', project: 'shop' });
    const revoke = (id: string, token?: string) =>
      server.call('POST', `${TOKENS}/${id}/revoke`, { ...(token !== undefined && { token }) });
    expect(await revoke(byAdmin.id, itself.secret)).toMatchObject({ status: 404 });
    expect(await revoke(byAdmin.id)).toMatchObject({ status: 200 });
    expect(await revoke(itself.id, itself.secret)).toMatchObject({ status: 200 });
    for (const { secret: token } of [byAdmin, itself]) {
      expect(await server.call('GET', '/api/v1/me', { token })).toMatchObject({ status: 401 });
    }
  });

  it('cannot be made to expire in the past, nor for places that are not there', async () => {
    const past = { name: 'x', grants: [{ role: 'viewer' }], expiresAt: '2020-01-01T00:00:00Z' };
    expect(await server.call('POST', TOKENS, { body: past })).toMatchObject({ status: 422 });
    expect(await create([{ role: 'viewer', project: 'none' }])).toMatchObject({ status: 404 });
    const homeless = [{ role: 'viewer', environment: 'staging' }];
    expect(await create(homeless)).toMatchObject({ status: 400 });
  });
});
