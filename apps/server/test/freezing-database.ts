import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a database that can be made to pass nothing on any more, and to accept connections all the same. */
export class FreezingDatabase {
  readonly #server = createServer((client) => this.#pass(client));
  readonly #sockets = new Set<Socket>();
  #frozen = false;

  constructor(private readonly target: URL) {}

  /** Its address; call {@link open} first. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    const url = new URL(this.target);
    url.search = '';
    url.host = `127.0.0.1:${port}`;
    return url.href;
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(client: Socket): void {
    this.#keep(client);
    if (this.#frozen) return void client.pause();
    const folder = this.target.searchParams.get('host') ?? '';
    const database = connect(
      `${folder}/.s.PGSQL.${this.target.searchParams.get('port') ?? '5432'}`,
    );
    this.#keep(database);
    client.pipe(database).pipe(client);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
  }
}
