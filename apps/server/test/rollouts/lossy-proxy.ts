import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that passes reports of events on and then loses the first answers to them. */
export class LossyProxy {
  readonly #server = createServer((asked, answer) => this.#pass(asked, answer));
  lost = 0;

  constructor(
    private readonly origin: () => string,
    private readonly losses: number,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '', headers } = asked;
    const passed = request(this.origin() + url, { method, headers }, (response) => {
      const loses = url.endsWith('/events') && this.lost < this.losses;
      if (loses) {
        this.lost += 1;
        response.resume().on('end', () => answer.destroy());
        return;
      }
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }
}
