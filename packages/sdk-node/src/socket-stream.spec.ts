import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSocketStream } from './socket-stream.js';

const HANDSHAKE = {
  key: 'slu_srv_x',
  sdk: 'node/1.0.0',
  protocol: 1,
  level: 1,
  instance: 'i',
  epoch: null,
  revision: null,
} as const;

describe('a proxy that answers where a WebSocket was asked for', () => {
  let proxy: Server;
  let status = 400;

  beforeAll(async () => {
    proxy = createServer().on('upgrade', (_, socket) =>
      socket.end(`HTTP/1.1 ${status} Whatever\r\nConnection: close\r\n\r\n`),
    );
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));

  const reason = (): Promise<string> => {
    const { port } = proxy.address() as AddressInfo;
    const ignored = (): void => undefined;
    return new Promise((resolve, reject) => {
      openSocketStream(new URL(`http://127.0.0.1:${port}`), HANDSHAKE, {
        sync: ignored,
        change: ignored,
        overlay: ignored,
        drain: ignored,
        refused: reject,
        closed: resolve,
      });
    });
  };

  it.each([400, 403, 426])('is told from a server that is away: HTTP %i', async (refusal) => {
    status = refusal;
    expect(await reason()).toBe(
      `no stream (HTTP ${refusal} where a WebSocket was asked for: does the proxy before Sluice pass upgrades on?)`,
    );
  });

  it.each([502, 503, 504])('is told with its status: HTTP %i', async (failure) => {
    status = failure;
    expect(await reason()).toBe(`no stream (HTTP ${failure})`);
  });
});
