import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** As sent, byte for byte. */
  readonly text: string;
  readonly body: Record<string, never> & { readonly id: string; readonly type: string };
}

/** A receiver of webhooks that keeps what it gets and answers as it is told. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How it answers; 204 until somebody says otherwise. */
  answer: (response: ServerResponse, received: Received) => void = (response) => {
    response.writeHead(204).end();
  };
  readonly #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        receiver.#take(
          { headers: request.headers, text, body: JSON.parse(text) as never },
          response,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook/token-1234`;
  }

  /** Types of the events so far, in the order of their arrival. */
  get types(): string[] {
    return this.received.map(({ body }) => body.type);
  }

  /** Resolves once so many requests arrived; the time limit is the test's. */
  async until(count: number): Promise<void> {
    if (this.received.length >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  #take(received: Received, response: ServerResponse): void {
    this.received.push(received);
    this.answer(response, received);
    for (const { count, resolve } of this.#waiting) if (this.received.length >= count) resolve();
  }
}
