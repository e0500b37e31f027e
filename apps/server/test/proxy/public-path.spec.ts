import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { STREAM_PATH } from '@sluice/protocol';
import { io } from 'socket.io-client';
import { startTestApp, type TestApp } from '../test-app.js';
import { handshake } from '../stream-client.js';

const PRODUCTION = '/api/v1/projects/shop/environments/production';

describe('a server whose public address has a path', () => {
  let server: TestApp;
  let key: string;

  beforeAll(async () => {
    server = await startTestApp({ SLUICE_PUBLIC_URL: 'https://example.com/on/flags/' });
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    const body = { key: 'production' };
    await server.call('POST', '/api/v1/projects/shop/environments', { body });
    const made = await server.call('POST', `${PRODUCTION}/keys`, {
      body: { kind: 'server', name: 'x' },
    });
    key = (made.body as { secret: string }).secret;
  });
  afterAll(() => server.close());

  it.each(['', '/on/flags'])('answers below "%s"', async (path) => {
    for (const [url, token] of [
      ['/health', null],
      ['/api/v1/projects', undefined],
      ['/sdk/v1/snapshot', key],
    ] as const) {
      const { status } = await server.call('GET', path + url, token === undefined ? {} : { token });
      expect([url, status]).toEqual([url, 200]);
    }
  });

  it.each(['/on', '/on/flagsx', '/flags', '/on/flags/on/flags'])(
    'has nothing below "%s"',
    async (path) => {
      expect((await server.call('GET', `${path}/health`)).status).toBe(404);
    },
  );

  it.each(['', '/on/flags'])('streams below "%s"', async (path) => {
    const socket = io(server.origin, {
      path: path + STREAM_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { ...handshake(key) },
    });
    const told = await new Promise((resolve, reject) => {
      socket.on('sync', resolve).on('connect_error', reject);
    });
    socket.disconnect();
    expect(told).toMatchObject({ mode: 'full' });
  });

  it('tells OFREP clients, which know the origin alone, to listen below the path', async () => {
    const { body } = await server.call('POST', '/ofrep/v1/evaluate/flags', {
      token: key,
      body: { context: { targetingKey: 'u' } },
    });
    const { eventStreams } = body as { eventStreams: { endpoint: { requestUri: string } }[] };
    const uri = eventStreams[0]?.endpoint.requestUri ?? '';
    expect(uri).toMatch(/^\/on\/flags\/ofrep\/v1\/events\?ticket=/);
    for (const seen of [uri, uri.replace('/on/flags', '')]) {
      const sent = httpRequest(server.origin + seen, { agent: false }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      sent.destroy();
      expect(response.statusCode).toBe(200);
    }
  });

  it('describes itself there', async () => {
    const page = await server.call('GET', '/api/docs', { token: null });
    expect(page.body as string).toContain('src="/on/flags/api/docs/start.js"');
    const script = await server.call('GET', '/on/flags/api/docs/start.js', { token: null });
    expect(script.body as string).toContain('"/on/flags/api/openapi.json"');
    const document = await server.call('GET', '/api/openapi.json', { token: null });
    expect(document.body).toMatchObject({ servers: [{ url: '/on/flags' }] });
  });
});
