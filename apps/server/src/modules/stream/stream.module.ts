import type { Server } from 'node:http';
import {
  Global,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../../config/index.js';
import { addressReader } from '../../platform/http/address-of.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { ChangeFollower, SdkAdmission, SdkKeyRefresher, SnapshotStore } from '../delivery/index.js';
import { OverlayBoard } from '../overlay/index.js';
import { PreparedSnapshots } from '../snapshot/index.js';
import { StreamServer } from './stream-server.js';

const GRACE_MS = 5_000;

const PROVIDERS = [
  {
    provide: StreamServer,
    inject: [
      SnapshotStore,
      OverlayBoard,
      PreparedSnapshots,
      SdkAdmission,
      ChangeFollower,
      CONFIG,
      LOGGER,
    ],
    useFactory: (
      store: SnapshotStore,
      overlays: OverlayBoard,
      ...rest: [PreparedSnapshots, SdkAdmission, ChangeFollower, Config, Logger]
    ) => {
      const [prepared, admission, follower, { trustProxy }, logger] = rest;
      return new StreamServer({
        store,
        overlays,
        prepared,
        admission,
        logger,
        addressOf: addressReader(trustProxy),
        catchUp: (environmentId) => follower.catchUp(environmentId),
        everSynced: () => follower.syncedAtMs !== null,
      });
    },
  },
];

/** Streams changes to SDKs over socket.io, on the port of the API. */
@Global()
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class StreamModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly stream: StreamServer,
    refresher: SdkKeyRefresher,
  ) {
    refresher.onRefreshed(() => stream.sweep());
  }

  onApplicationBootstrap(): void {
    this.stream.attach(this.host.httpAdapter.getHttpServer() as Server);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stream.drain(GRACE_MS);
  }
}
