import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import {
  ChangeFeed,
  ChangeFollower,
  DeliveryConnection,
  SdkAdmission,
  SdkKeyDirectory,
  SdkKeyRefresher,
  SnapshotStore,
} from '../src/modules/delivery/index.js';
import { LiveEvaluators, OverlayBoard } from '../src/modules/overlay/index.js';
import {
  PreparedSnapshots,
  SnapshotEndpoint,
  SnapshotTraffic,
} from '../src/modules/snapshot/index.js';
import { StreamServer } from '../src/modules/stream/index.js';

/** The delivery half of a server, without Nest: so that a test can run several in one process. */
export class DeliveryReplica {
  readonly store = new SnapshotStore();
  readonly feed = new ChangeFeed();
  readonly traffic = new SnapshotTraffic();
  readonly prepared = new PreparedSnapshots();
  readonly keys: SdkKeyDirectory;
  readonly refresher: SdkKeyRefresher;
  readonly follower: ChangeFollower;
  readonly overlays: OverlayBoard;
  readonly evaluators: LiveEvaluators;
  readonly stream: StreamServer;
  readonly endpoint: SnapshotEndpoint;
  readonly #server: Server;
  url = '';

  constructor(databaseUrl: string, environment: Record<string, string> = {}) {
    const logger = pino({ level: 'silent' });
    const { store, feed, prepared, traffic } = this;
    const connection = new DeliveryConnection({ connectionString: databaseUrl });
    this.keys = new SdkKeyDirectory(connection);
    this.refresher = new SdkKeyRefresher(this.keys, feed, logger);
    this.follower = new ChangeFollower({ connection, store, feed, logger });
    this.overlays = new OverlayBoard(store, logger, environment);
    this.evaluators = new LiveEvaluators(store, this.overlays);
    const { overlays, follower } = this;
    const admission = new SdkAdmission(this.keys, {
      sdkRateLimit: 20_000,
      anonymousRateLimit: 600,
    });
    const addressOf = (): string => 'test';
    this.endpoint = new SnapshotEndpoint({
      store,
      overlays,
      prepared,
      admission,
      traffic,
      logger,
      addressOf,
    });
    this.stream = new StreamServer({
      store,
      overlays,
      prepared,
      admission,
      logger,
      addressOf,
      catchUp: (id) => follower.catchUp(id),
      everSynced: () => follower.syncedAtMs !== null,
    });
    this.refresher.onRefreshed(() => this.stream.sweep());
    this.#server = createServer((request, response) => {
      if (!this.endpoint.handle(request, response)) response.writeHead(404).end();
    });
  }

  async start(): Promise<this> {
    this.refresher.start();
    this.follower.start();
    await this.follower.synced(5_000);
    await this.refresher.settled();
    this.stream.attach(this.#server);
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    await this.stream.drain(100);
    await this.refresher.stop();
    await this.follower.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
