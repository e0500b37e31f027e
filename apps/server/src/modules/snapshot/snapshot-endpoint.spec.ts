import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { digestOfSnapshot } from '@sluice/evaluator';
import type { ErrorBody, SnapshotResponse } from '@sluice/protocol';
import { DeliveryDatabase, type TestKey } from '../../../test/delivery-database.js';
import { DeliveryReplica } from '../../../test/delivery-replica.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('GET /sdk/v1/snapshot', () => {
  let testDatabase: TestDatabase;
  let database: DeliveryDatabase;
  let replica: DeliveryReplica;
  let environment: string;
  let key: TestKey;

  const call = (headers: Record<string, string> = {}, method = 'GET', path = '/sdk/v1/snapshot') =>
    new Promise<Answer>((resolve, reject) => {
      const outgoing = httpRequest(`${replica.url}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode: status = 0, headers: received } = response;
          resolve({ status, headers: received, body: Buffer.concat(chunks) });
        });
      });
      outgoing.on('error', reject).end();
    });
  const withKey = (headers: Record<string, string> = {}, secret = key.secret) => ({
    authorization: `Bearer ${secret}`,
    ...headers,
  });
  const codeOf = ({ body }: Answer): string => (JSON.parse(body.toString()) as ErrorBody).code;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new DeliveryDatabase(testDatabase.url);
    environment = await database.createEnvironment();
    await database.write(environment, { put: Array.from({ length: 20 }, (_, i) => `flag-${i}`) });
    key = await database.createKey(environment);
    replica = await new DeliveryReplica(testDatabase.url, { FLAG_3: 'false' }).start();
  });

  afterAll(async () => {
    await replica.stop();
    await database.close();
    await testDatabase.drop();
  });

  it('answers the view of the key with overlay, entity tag and server clock', async () => {
    const { status, headers, body } = await call(withKey());
    expect(status).toBe(200);
    const { snapshot, overlay } = JSON.parse(body.toString()) as SnapshotResponse;
    expect(Object.keys(snapshot.flags)).toHaveLength(20);
    expect(overlay.overrides).toEqual({ 'flag-3': 'off' });
    const { epoch, revision } = snapshot;
    const digest = digestOfSnapshot(snapshot);
    expect(headers.etag).toBe(`"${epoch}-server-${revision}-${digest}-${overlay.id}"`);
    expect(Math.abs(Number(headers['sluice-time']) - Date.now())).toBeLessThan(5_000);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      vary: 'Authorization, Accept-Encoding',
    });
  });

  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])('sends the same bytes as %s to those who accept it', async (encoding, decompress) => {
    const plain = await call(withKey());
    const packed = await call(withKey({ 'accept-encoding': `${encoding};q=0.9, identity;q=0.1` }));
    expect(packed.headers['content-encoding']).toBe(encoding);
    expect(packed.body.length).toBeLessThan(plain.body.length / 3);
    expect(decompress(packed.body).equals(plain.body)).toBe(true);
    expect(packed.headers.etag).toBe(plain.headers.etag);
  });

  it('answers 304 to whoever holds the current bytes, until anything changes', async () => {
    const { headers } = await call(withKey());
    const etag = headers.etag!;
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await call(withKey({ 'if-none-match': held }));
      expect([answer.status, answer.body.length, answer.headers.etag]).toEqual([304, 0, etag]);
      expect(answer.headers['sluice-time']).toBeDefined();
    }
    expect((await call(withKey({ 'if-none-match': '"other"' }))).status).toBe(200);
    replica.overlays.setFile(new Map([['FLAG_4', 'no']]));
    const afterOverlay = await call(withKey({ 'if-none-match': etag }));
    expect(afterOverlay.status).toBe(200);
    replica.overlays.setFile(new Map());
    await database.write(environment, { put: ['flag-0'] });
    await replica.follower.catchUp(environment);
    expect((await call(withKey({ 'if-none-match': etag }))).status).toBe(200);
  });

  it('answers HEAD with the headers alone, and ignores a query', async () => {
    const plain = await call(withKey());
    const head = await call(withKey(), 'HEAD', '/sdk/v1/snapshot?cache=no');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(String(plain.body.length));
  });

  it('lets browsers of every origin ask, with their key', async () => {
    const preflight = await call(
      { origin: 'https://shop.example', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
  });

  it.each<[string, () => Record<string, string>, number, string]>([
    ['no credential', () => ({}), 401, 'UNAUTHENTICATED'],
    ['another scheme', () => ({ authorization: 'Basic eA==' }), 401, 'UNAUTHENTICATED'],
    ['an unknown key', () => withKey({}, 'slu_srv_unknown'), 401, 'KEY_INVALID'],
    ['an admin token', () => withKey({}, 'slu_pat_whatever'), 403, 'WRONG_CREDENTIAL_KIND'],
  ])('refuses %s', async (_, headers, status, code) => {
    const answer = await call(headers());
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(answer.body.toString()).not.toContain('slu_');
  });

  it('refuses other methods and leaves other paths alone', async () => {
    const answer = await call(withKey(), 'DELETE');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await call(withKey(), 'GET', '/sdk/v1/snapshots')).status).toBe(404);
  });

  it('knows a key that was created a moment ago, and forgets one that was revoked', async () => {
    const fresh = await database.createKey(environment, 'client');
    expect((await call(withKey({}, fresh.secret))).status).toBe(200);
    await database.revoke(fresh.id);
    await replica.refresher.refresh();
    const answer = await call(withKey({}, fresh.secret));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'KEY_REVOKED']);
  });

  it('limits an address that keeps guessing, but not the good keys that come from it', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 25; i += 1) statuses.add((await call({})).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await call(withKey())).status).toBe(200);
  });

  it('goes on serving while the database is away, and calls no key bad meanwhile', async () => {
    const other = await new DeliveryReplica(testDatabase.url).start();
    await other.follower.close();
    const ask = (secret: string) =>
      fetch(`${other.url}/sdk/v1/snapshot`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask(key.secret)).status).toBe(200);
    const unknown = await ask('slu_srv_neverseen');
    expect(unknown.status).toBe(503);
    expect(await unknown.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(unknown.headers.get('retry-after')).toBe('1');
    await other.stop();
  });
});
