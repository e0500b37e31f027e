import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A proxy before a server that can be told to let no WebSocket through, or to be slow. */
export class Gate {
  blocksSockets = false;
  delayMs = 0;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(target: string) {
    this.#target = new URL(target);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server?.address() as AddressInfo).port}`;
  }

  async open(): Promise<this> {
    this.#server = createServer((socket) => this.#pass(socket)).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
    if (this.#server) await once(this.#server, 'close');
  }

  #pass(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    client.on('data', (chunk) => {
      if (this.blocksSockets && /upgrade: *websocket/i.test(chunk.toString('latin1')))
        return void client.destroy();
      if (this.delayMs === 0) return void server.write(chunk);
      setTimeout(() => server.write(chunk), this.delayMs);
    });
    server.on('data', (chunk) => client.write(chunk));
  }
}
