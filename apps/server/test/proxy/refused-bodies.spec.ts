import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestApp, ADMIN_TOKEN, type TestApp } from '../test-app.js';

const MEBIBYTE = 1_048_576;

describe('a body that is too large, sent by a proxy that reads no answer before it has sent all', () => {
  let server: TestApp;
  let key: string;

  beforeAll(async () => {
    server = await startTestApp();
    await server.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
    const environments = '/api/v1/projects/shop/environments';
    await server.call('POST', environments, { body: { key: 'production' } });
    const body = { kind: 'server', name: 'x' };
    const made = await server.call('POST', `${environments}/production/keys`, { body });
    key = (made.body as { secret: string }).secret;
  });
  afterAll(() => server.close());

  /** The whole answer, as text. */
  async function send(path: string, bytes: number, head: readonly string[]): Promise<string> {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
    const isChunked = head.includes('Transfer-Encoding: chunked');
    const lines = [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...head];
    if (!isChunked) lines.push(`Content-Length: ${bytes}`);
    await write(socket, `${lines.join('\r\n')}\r\n\r\n`);
    const part = ' '.repeat(MEBIBYTE / 16);
    const piece = isChunked ? `${part.length.toString(16)}\r\n${part}\r\n` : part;
    for (let sent = 0; sent < bytes; sent += part.length) await write(socket, piece);
    if (isChunked) await write(socket, '0\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('utf8')));
    await once(socket, 'end');
    socket.destroy();
    return text;
  }

  const admin = `Authorization: Bearer ${ADMIN_TOKEN}`;
  const close = 'Connection: close';

  it.each([
    ['a project', '/api/v1/projects', 2 * MEBIBYTE, [admin, close]],
    ['an import', '/api/v1/projects/shop/import', 22 * MEBIBYTE, [admin, close]],
    [
      'a body without a length',
      '/api/v1/projects',
      4 * MEBIBYTE,
      [admin, close, 'Transfer-Encoding: chunked'],
    ],
  ])('is refused with the reason: %s', async (_, path, bytes, head) => {
    const answer = await send(path, bytes, head);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('BODY_TOO_LARGE');
  });

  it('is refused with the reason by OFREP', async () => {
    const head = [`Authorization: Bearer ${key}`, close];
    const answer = await send('/ofrep/v1/evaluate/flags', 8 * MEBIBYTE, head);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"errorCode":"INVALID_CONTEXT"');
  });

  it('is refused for want of a credential, with that as the reason', async () => {
    expect(await send('/api/v1/projects', 8 * MEBIBYTE, [close])).toMatch(/^HTTP\/1\.1 401 /);
  });
});

/** Rejects where the connection is reset. */
function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.write(text, (error) => {
      socket.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });
}
