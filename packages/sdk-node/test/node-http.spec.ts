import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { nodeHttp } from '../src/node-http.js';

it('lets go of a connection whose answer nobody reads, however long that goes on', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{');
  }).listen(0, '127.0.0.1');
  const connected = once(server, 'connection') as Promise<[Socket]>;
  try {
    await once(server, 'listening');
    const send = nodeHttp(
      new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      'k',
    );
    const { response } = send({ method: 'POST', path: '/sdk/v1/events', headers: {}, body: '{}' });
    expect((await response).status).toBe(200);
    const [socket] = await connected;
    if (!socket.destroyed) await once(socket, 'close');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}, 5_000);
