import type { Timings } from '@sluice/sdk-core';
import { buildClient, type Surroundings } from '../src/build-client.js';
import type { ClientOptions } from '../src/client-options.js';
import type { SluiceClient } from '../src/sluice-client.js';
import { KEY, type FixtureServer } from './fixture-server.js';
import { MemoryLogger } from './memory-logger.js';

/** The same machine, in a hurry. */
export const FAST: Partial<Timings> = {
  backoffFirstMs: 20,
  backoffMostMs: 100,
  pollAfterMs: 300,
  pollEveryMs: 100,
  fatalRetryMs: 300,
  resyncEveryMs: 200,
  flushEveryMs: 100,
  saveEveryMs: 20,
};

/** Servers and clients of one test, all ended by `close`. */
export class ClientFixture {
  readonly logger = new MemoryLogger();
  readonly #clients: SluiceClient[] = [];
  readonly #servers: FixtureServer[] = [];

  async serve(server: FixtureServer): Promise<FixtureServer> {
    this.#servers.push(server);
    return server.start();
  }

  client(
    server: { readonly url: string },
    options: Partial<ClientOptions> = {},
    around: Surroundings = {},
  ): SluiceClient {
    const client = buildClient(
      { url: server.url, key: KEY, logger: this.logger, ...options },
      { environment: () => ({}), ...around, timings: { ...FAST, ...around.timings } },
    );
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}
