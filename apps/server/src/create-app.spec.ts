import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../test/test-database.js';
import { readConfig } from './config/index.js';
import { createApp } from './create-app.js';
import { RouteTable } from './platform/http/index.js';

const ADMIN = 'test-admin-token-of-24-characters';

describe('createApp', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let origin: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = readConfig(
      { SLUICE_ADMIN_TOKEN: ADMIN, LOG_LEVEL: 'silent', SLUICE_DATA_DIR: '/nonexistent' },
      { workingDirectory: '/', terminal: false },
    );
    app = await createApp(config, { databaseUrl: database.url });
    await app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${ADMIN}`, ...init.headers },
    });
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

  it('answers an authenticated read', async () => {
    const response = await call('/api/v1/projects');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ items: [], nextCursor: null });
  });

  it('declares access for every route', () => {
    const undeclared = app.get(RouteTable).routes.filter(({ access }) => access === undefined);
    expect(undeclared).toEqual([]);
  });

  it.each([
    ['nothing at the path', '/nowhere', {}, 404, 'NOT_FOUND'],
    [
      'a method the path does not take',
      '/api/v1/projects',
      { method: 'PUT' },
      405,
      'METHOD_NOT_ALLOWED',
    ],
    ['a broken percent escape', '/api/v1/projects/%E0%A4%A', {}, 400, 'INVALID_REQUEST'],
    ['a NUL byte in a key', '/api/v1/projects/a%00b', {}, 400, 'INVALID_REQUEST'],
    ['an unknown query field', '/api/v1/projects?colour=red', {}, 400, 'INVALID_REQUEST'],
    ['a foreign cursor', '/api/v1/projects?cursor=xx', {}, 400, 'INVALID_CURSOR'],
    [
      'no credential',
      '/api/v1/projects',
      { headers: { authorization: '' } },
      401,
      'UNAUTHENTICATED',
    ],
    [
      'a wrong token',
      '/api/v1/projects',
      { headers: { authorization: 'Bearer slu_pat_x' } },
      401,
      'UNAUTHENTICATED',
    ],
    [
      'an SDK key',
      '/api/v1/projects',
      { headers: { authorization: 'Bearer slu_srv_x' } },
      403,
      'WRONG_CREDENTIAL_KIND',
    ],
    ['an unknown project', '/api/v1/projects/none', {}, 404, 'NOT_FOUND'],
  ])('refuses %s', async (_what, path, init, ...expected) => {
    const response = await call(path, init);
    expect([response.status, await codeOf(response)]).toEqual(expected);
  });

  it('names the methods a path takes', async () => {
    const response = await call('/api/v1/projects', { method: 'PUT' });
    expect(response.headers.get('allow')).toContain('GET');
  });

  it('keeps a sane request id, replaces any other, and repeats it in the error', async () => {
    const kept = await call('/nowhere', { headers: { 'x-request-id': 'trace-1' } });
    expect(kept.headers.get('x-request-id')).toBe('trace-1');
    expect(await kept.json()).toMatchObject({ requestId: 'trace-1' });
    const replaced = await call('/nowhere', { headers: { 'x-request-id': 'a b' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sets the security headers on errors too', async () => {
    const response = await call('/nowhere');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('opens SDK delivery to every origin and the admin API to none', async () => {
    const headers = { origin: 'https://shop.example' };
    const delivery = await call('/sdk/v1/snapshot', { headers });
    expect(delivery.headers.get('access-control-allow-origin')).toBe('*');
    expect(delivery.headers.get('access-control-expose-headers')).toContain('ETag');
    const admin = await call('/api/v1/projects', { headers });
    expect(admin.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers what is no HTTP at all with 400', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${origin}/api/v1/projects`, {
        method: 'GET',
        headers: { 'x-big': 'a'.repeat(20_000) },
      });
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      request.end();
    });
    expect(status).toBe(431);
  });
});
