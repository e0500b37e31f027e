import { once } from 'node:events';
import { connect } from 'node:net';
import { startTestApp, type CallOptions, type TestApp } from '../test/test-app.js';
import { RouteTable } from './platform/http/index.js';

const PROJECTS = '/api/v1/projects';
const bearer = (token: string): CallOptions => ({ token });

interface Refusal {
  readonly what: string;
  readonly method?: string;
  readonly path?: string;
  readonly options?: CallOptions;
  readonly answer: readonly [status: number, code: string];
}

const REFUSALS: Refusal[] = [
  { what: 'a path nothing is at', path: '/nowhere', answer: [404, 'NOT_FOUND'] },
  { what: 'a method the path does not take', method: 'PUT', answer: [405, 'METHOD_NOT_ALLOWED'] },
  {
    what: 'a broken percent escape',
    path: `${PROJECTS}/%E0%A4%A`,
    answer: [400, 'INVALID_REQUEST'],
  },
  { what: 'a NUL in a path', path: `${PROJECTS}/a%00b`, answer: [400, 'INVALID_REQUEST'] },
  {
    what: 'an endless key',
    path: `${PROJECTS}/${'a'.repeat(300)}`,
    answer: [400, 'INVALID_REQUEST'],
  },
  {
    what: 'an unknown query field',
    path: `${PROJECTS}?color=red`,
    answer: [400, 'INVALID_REQUEST'],
  },
  { what: 'a foreign cursor', path: `${PROJECTS}?cursor=xx`, answer: [400, 'INVALID_CURSOR'] },
  { what: 'no credential', options: { token: null }, answer: [401, 'UNAUTHENTICATED'] },
  { what: 'an unknown token', options: bearer('slu_pat_x'), answer: [401, 'UNAUTHENTICATED'] },
  { what: 'an SDK key', options: bearer('slu_srv_x'), answer: [403, 'WRONG_CREDENTIAL_KIND'] },
  { what: 'an unknown project', path: `${PROJECTS}/none`, answer: [404, 'NOT_FOUND'] },
];

const post = (body: unknown, headers: Record<string, string> = {}): Partial<Refusal> => ({
  method: 'POST',
  options: { body, headers },
});
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const REFUSED_BODIES: Refusal[] = [
  { what: 'broken JSON', ...post('{"key":'), answer: [400, 'INVALID_JSON'] },
  { what: 'an empty body where one is needed', ...post(''), answer: [400, 'INVALID_REQUEST'] },
  { what: 'an own __proto__', ...post('{"__proto__":{"a":1}}'), answer: [400, 'INVALID_JSON'] },
  {
    what: 'a poisoned constructor',
    ...post('{"constructor":{"prototype":{}}}'),
    answer: [400, 'INVALID_JSON'],
  },
  {
    what: 'a field named constructor',
    ...post({ key: 'a', constructor: 1 }),
    answer: [400, 'INVALID_REQUEST'],
  },
  {
    what: 'a NUL in a value',
    ...post({ key: 'a', name: 'a\0b' }),
    answer: [400, 'INVALID_REQUEST'],
  },
  {
    what: 'a lone surrogate',
    ...post('{"key":"a","name":"\\ud800"}'),
    answer: [400, 'INVALID_REQUEST'],
  },
  { what: 'a NUL in a field name', ...post({ 'a\0': 1 }), answer: [400, 'INVALID_REQUEST'] },
  { what: 'JSON nested 400,000 deep', ...post(nested(400_000)), answer: [400, 'INVALID_REQUEST'] },
  {
    what: 'more than 1 MiB',
    ...post({ key: 'a'.repeat(1_048_576) }),
    answer: [413, 'BODY_TOO_LARGE'],
  },
  {
    what: 'text',
    ...post('hello', { 'content-type': 'text/plain' }),
    answer: [415, 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    what: 'a form',
    ...post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    answer: [415, 'UNSUPPORTED_MEDIA_TYPE'],
  },
  {
    what: 'a bad Idempotency-Key',
    ...post({ key: 'a' }, { 'idempotency-key': 'a b' }),
    answer: [400, 'INVALID_REQUEST'],
  },
  { what: 'an impossible key', ...post({ key: 'No Good' }), answer: [422, 'INVALID_KEY'] },
];

describe('createApp', () => {
  let server: TestApp;

  beforeAll(async () => {
    server = await startTestApp();
  });

  afterAll(() => server.close());

  it('declares access for every route', () => {
    const { routes } = server.app.get(RouteTable);
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it.each([...REFUSALS, ...REFUSED_BODIES])(
    'refuses $what',
    async ({ method = 'GET', path = PROJECTS, options, answer }) => {
      const { status, body } = await server.call(method, path, options);
      expect([status, (body as { code: string }).code]).toEqual(answer);
    },
  );

  it('names each field that does not fit', async () => {
    const { body } = await server.call('POST', PROJECTS, { body: { key: 7, colour: 'red' } });
    const { details, message } = body as {
      message: string;
      details: { issues: { path: string; message: string }[] };
    };
    const { issues } = details;
    expect(issues.map(({ path }) => path)).toEqual(['key', '']);
    expect(issues[1]?.message).toContain('colour');
    expect(message).toMatch(/key: .*got 7; .*"colour"/);
  });

  it('names the methods a path takes', async () => {
    const { headers } = await server.call('PUT', PROJECTS);
    expect(headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('says how to authenticate', async () => {
    const { headers } = await server.call('GET', PROJECTS, { token: null });
    expect(headers.get('www-authenticate')).toContain('Bearer');
  });

  it('keeps a sane request id, replaces any other, and repeats it in the error', async () => {
    const kept = await server.call('GET', '/nowhere', { headers: { 'x-request-id': 'trace-1' } });
    expect(kept.headers.get('x-request-id')).toBe('trace-1');
    expect(kept.body).toMatchObject({ requestId: 'trace-1' });
    const replaced = await server.call('GET', '/nowhere', { headers: { 'x-request-id': 'a b' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sets the security headers on errors too', async () => {
    const { headers } = await server.call('GET', '/nowhere');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('opens SDK delivery to every origin and the admin API to none', async () => {
    const headers = { origin: 'https://shop.example' };
    const delivery = await server.call('GET', '/sdk/v1/events', { headers });
    expect(delivery.headers.get('access-control-allow-origin')).toBe('*');
    expect(delivery.headers.get('access-control-expose-headers')).toContain('ETag');
    const admin = await server.call('GET', PROJECTS, { headers });
    expect(admin.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['headers that are too large', `GET / HTTP/1.1\r\nx-big: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['what is no HTTP', 'GET / HTCPCP/1.0\r\n\r\n', 400],
  ])('answers %s with an error body, before anything reads them', async (_what, sent, status) => {
    const { hostname, port } = new URL(server.origin);
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.write(sent);
    await once(socket, 'close');
    const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toMatch(`HTTP/1.1 ${status} `);
    expect(JSON.parse(body)).toMatchObject({
      code: status === 431 ? 'HEADERS_TOO_LARGE' : 'MALFORMED_HTTP',
      details: {},
    });
  });

  it('answers the snapshot however the router lets its path be spelt', async () => {
    for (const path of ['/sdk/v1/snapshot/', '/sdk/v1/%73napshot']) {
      expect(await server.call('GET', path)).toMatchObject({ status: 401 });
    }
  });
});
