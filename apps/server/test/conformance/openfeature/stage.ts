import { createServer, type AddressInfo, type Server } from 'node:net';
import { Gate } from '../../../../../packages/sdk-node/test/gate.js';
import type { Standing } from './face.js';

/** Where a provider of some standing finds its server. */
export interface Place {
  readonly url: string;
  readonly key: string;
  /** How long its start may take, ms. */
  readonly timeoutMs: number;
}

/** A Sluice server that can be reached, reached no more, never reached, or reached with a bad key. */
export class Stage {
  #gate: Gate | null = null;
  readonly #silent: Server[] = [];

  constructor(
    private readonly origin: string,
    private readonly key: string,
  ) {}

  async placeFor(standing: Standing): Promise<Place> {
    const { origin: url, key } = this;
    const timeoutMs = 10_000;
    if (standing === 'fatal') return { url, key: `${key.slice(0, 8)}of-nobody-at-all`, timeoutMs };
    if (standing === 'not ready') return { url: await this.#silence(), key, timeoutMs };
    if (standing === 'error') return { url: await this.#silence(), key, timeoutMs: 20 };
    if (standing === 'stable') return { url, key, timeoutMs };
    this.#gate = await new Gate(url).open();
    return { url: this.#gate.url, key, timeoutMs };
  }

  /** Takes the server away from a provider that is to be stale. */
  async cut(): Promise<void> {
    await this.#gate?.close();
    this.#gate = null;
  }

  async close(): Promise<void> {
    await this.cut();
    for (const server of this.#silent) server.close();
  }

  /** Address of a server that takes connections and answers nothing. */
  async #silence(): Promise<string> {
    const server = createServer((socket) => socket.unref());
    this.#silent.push(server.unref());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}
