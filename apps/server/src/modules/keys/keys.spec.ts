import { startTestApp, type TestApp } from '../../../test/test-app.js';

const KEYS = '/api/v1/projects/shop/environments/production/keys';

interface Created {
  readonly id: string;
  readonly secret: string;
  readonly hint: string;
}

describe('SDK keys', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    for (const key of ['production', 'staging']) {
      await server.call('POST', '/api/v1/projects/shop/environments', { body: { key } });
    }
  });

  afterAll(() => server.close());

  const create = async (
    kind = 'server',
    headers = {},
  ): Promise<{ readonly status: number; readonly body: Created }> =>
    server.call('POST', KEYS, { body: { kind, name: 'checkout' }, headers });

  it('show their secret once and never again', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^slu_srv_[A-Za-z0-9_-]{43}$/);
    expect(body.hint).toBe(body.secret.slice(-4));
    const list = await server.call('GET', KEYS);
    const audit = await server.call('GET', '/api/v1/audit?action=key');
    expect(JSON.stringify(list.body)).toContain(body.id);
    expect(JSON.stringify(audit.body)).toContain(body.id);
    for (const answer of [list, audit]) {
      expect(JSON.stringify(answer.body)).not.toContain(body.secret);
    }
    expect((await create('client')).body.secret).toMatch(/^slu_cli_/);
  });

  it('are not shown again to a repeated request, which gets the id', async () => {
    const headers = { 'idempotency-key': 'one-key-please' };
    const first = await create('server', headers);
    const second = await create('server', headers);
    expect([second.status, second.body]).toMatchObject([
      409,
      { code: 'IDEMPOTENCY_REPLAY_OF_SECRET', details: { id: first.body.id } },
    ]);
    expect(JSON.stringify(second.body)).not.toContain(first.body.secret);
  });

  it('rotate with an overlap in which both work', async () => {
    const { body: old } = await create();
    const rotated = await server.call('POST', `${KEYS}/${old.id}/rotate`, {
      body: { overlapHours: 2 },
    });
    const successor = rotated.body as unknown as Created;
    expect(rotated.status).toBe(201);
    expect(successor.secret).not.toBe(old.secret);
    const { body } = await server.call('GET', KEYS);
    const { items } = body as { items: { id: string; expiresAt: string; replacedBy: string }[] };
    const listed = items.find(({ id }) => id === old.id);
    expect(listed?.replacedBy).toBe(successor.id);
    const hours = (Date.parse(listed?.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThanOrEqual(2);
    const again = await server.call('POST', `${KEYS}/${old.id}/rotate`);
    expect([again.status, again.body]).toMatchObject([409, { code: 'IN_USE' }]);
  });

  it('may be held to a number of requests a second, which their successors keep', async () => {
    const made = await server.call('POST', KEYS, {
      body: { kind: 'server', name: 'checkout', rateLimit: 2 },
    });
    const { id, secret, rateLimit } = made.body as Created & { rateLimit: number };
    expect(rateLimit).toBe(2);
    const ask = () => server.call('GET', '/sdk/v1/snapshot', { token: secret });
    const refused = async () => {
      for (let i = 0; i < 50; i++) {
        const answer = await ask();
        if (answer.status === 429) return answer;
      }
      return null;
    };
    expect((await refused())?.headers.get('retry-after')).toBe('1');
    const limited = await server.call('POST', `${KEYS}/${id}/limit`, { body: { rateLimit: 7 } });
    expect(limited.body).toMatchObject({ id, rateLimit: 7 });
    const rotated = await server.call('POST', `${KEYS}/${id}/rotate`);
    expect(rotated.body).toMatchObject({ rateLimit: 7 });
    const freed = await server.call('POST', `${KEYS}/${id}/limit`, { body: { rateLimit: null } });
    expect(freed.body).toMatchObject({ rateLimit: null });
    while ((await ask()).status === 429);
    expect(await refused()).toBeNull();
    const list = await server.call('GET', KEYS);
    expect((list.body as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ id, rateLimit: null }),
    );
  });

  it.each([0, -1, 1.5, 'many', 1e9])('are not held to %p requests a second', async (rateLimit) => {
    const body = { kind: 'server', name: 'checkout', rateLimit };
    const { status } = await server.call('POST', KEYS, { body });
    expect(status).toBe(400);
  });

  it('that are revoked are not limited any more', async () => {
    const { body } = await create();
    await server.call('POST', `${KEYS}/${body.id}/revoke`);
    const again = await server.call('POST', `${KEYS}/${body.id}/limit`, { body: { rateLimit: 1 } });
    expect([again.status, again.body]).toMatchObject([409, { code: 'CREDENTIAL_NOT_USABLE' }]);
    const nobody = '00000000-0000-4000-8000-000000000000';
    const none = await server.call('POST', `${KEYS}/${nobody}/limit`, { body: { rateLimit: 1 } });
    expect(none.status).toBe(404);
  });

  it('are revoked for good', async () => {
    const { body } = await create();
    const revoked = await server.call('POST', `${KEYS}/${body.id}/revoke`);
    expect([revoked.status, revoked.body]).toMatchObject([
      200,
      { revokedAt: expect.any(String) as string },
    ]);
    expect(await server.call('POST', `${KEYS}/${body.id}/revoke`)).toMatchObject({ status: 200 });
    const rotated = await server.call('POST', `${KEYS}/${body.id}/rotate`);
    expect([rotated.status, rotated.body]).toMatchObject([409, { code: 'CREDENTIAL_NOT_USABLE' }]);
  });

  it('belong to one environment', async () => {
    const { body } = await create();
    const elsewhere = KEYS.replace('production', 'staging');
    const path = `${elsewhere}/${body.id}/revoke`;
    expect(await server.call('POST', path)).toMatchObject({ status: 404 });
    expect(await server.call('POST', `${KEYS}/not-a-uuid/revoke`)).toMatchObject({ status: 400 });
  });

  it('are listed page by page, newest first', async () => {
    const seen: string[] = [];
    let path = `${KEYS}?limit=2`;
    for (let pages = 0; pages < 20 && path !== ''; pages += 1) {
      const { body } = await server.call('GET', path);
      const { items, nextCursor } = body as { items: Created[]; nextCursor: string | null };
      seen.push(...items.map(({ id }) => id));
      path = nextCursor === null ? '' : `${KEYS}?limit=2&cursor=${nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(4);
  });
});
