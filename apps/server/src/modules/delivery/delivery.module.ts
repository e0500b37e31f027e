import {
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../config/index.js';
import { Database } from '../../platform/database/database.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { DATABASE_URL } from '../../platform/platform.module.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeFollower } from './change-follower.js';
import { ChangeLogPruner } from './change-log-pruner.js';
import { DeliveryConnection } from './delivery-connection.js';
import { LastState } from './last-state.js';
import { SdkAdmission } from './sdk-admission.js';
import { SdkKeyDirectory } from './sdk-key-directory.js';
import { SdkKeyRefresher } from './sdk-key-refresher.js';
import { SnapshotStore } from './snapshot-store.js';

/** How long a starting server waits for the database before it serves its last state. */
const FIRST_SYNC_MS = 2_000;

const PROVIDERS = [
  ChangeFeed,
  SnapshotStore,
  {
    provide: DeliveryConnection,
    inject: [DATABASE_URL],
    useFactory: (connectionString: string) => new DeliveryConnection({ connectionString }),
  },
  {
    provide: SdkKeyDirectory,
    inject: [DeliveryConnection],
    useFactory: (connection: DeliveryConnection) => new SdkKeyDirectory(connection),
  },
  {
    provide: SdkAdmission,
    inject: [SdkKeyDirectory, CONFIG],
    useFactory: (keys: SdkKeyDirectory, config: Config) => new SdkAdmission(keys, config),
  },
  {
    provide: ChangeFollower,
    inject: [DeliveryConnection, SnapshotStore, ChangeFeed, LOGGER],
    useFactory: (
      connection: DeliveryConnection,
      store: SnapshotStore,
      feed: ChangeFeed,
      logger: Logger,
    ) => new ChangeFollower({ connection, store, feed, logger }),
  },
  {
    provide: SdkKeyRefresher,
    inject: [SdkKeyDirectory, ChangeFeed, LOGGER],
    useFactory: (keys: SdkKeyDirectory, feed: ChangeFeed, logger: Logger) =>
      new SdkKeyRefresher(keys, feed, logger),
  },
  {
    provide: LastState,
    inject: [SnapshotStore, SdkKeyRefresher, CONFIG, LOGGER],
    useFactory: (store: SnapshotStore, refresher: SdkKeyRefresher, ...rest: [Config, Logger]) => {
      const [{ dataDir, databaseUrl: given }, logger] = rest;
      // The embedded database has another socket at every start, and yet is the same one.
      const databaseUrl = given ?? 'postgresql:///embedded';
      const state = new LastState({ store, keys: refresher.keys, logger, dataDir, databaseUrl });
      refresher.onRefreshed(() => state.keysChanged());
      return state;
    },
  },
  {
    provide: ChangeLogPruner,
    inject: [Database, CONFIG, LOGGER],
    useFactory: (database: Database, config: Config, logger: Logger) =>
      new ChangeLogPruner(database, config, logger),
  },
];

/** Keeps this replica's memory at the database's state; what SDKs are served comes from here. */
@Global()
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class DeliveryModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly follower: ChangeFollower,
    private readonly refresher: SdkKeyRefresher,
    private readonly state: LastState,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const restored = await this.state.restore();
    this.refresher.start();
    this.follower.start();
    if (await this.follower.synced(FIRST_SYNC_MS)) await this.refresher.settled();
    else
      this.logger.warn(
        { environments: restored },
        'the database does not answer; serving the last state',
      );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.refresher.stop();
    await this.follower.close();
    await this.state.close();
  }
}
