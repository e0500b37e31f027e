import { Global, Module } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { SnapshotStore } from '../delivery/index.js';
import { OverlayBoard } from '../overlay/index.js';
import { StreamServer } from '../stream/index.js';
import { InstanceRecorder } from './instance-recorder.js';
import { InstancesController } from './instances.controller.js';
import { InstancesRepository } from './instances.repository.js';
import { InstancesService } from './instances.service.js';
import { ReplicaHeartbeat } from './replica-heartbeat.js';
import { ReplicaIdentity } from './replica-identity.js';

const PROVIDERS = [
  ReplicaIdentity,
  InstancesRepository,
  InstancesService,
  {
    provide: ReplicaHeartbeat,
    inject: [Database, ReplicaIdentity, OverlayBoard, SnapshotStore, StreamServer, LOGGER],
    useFactory: (
      database: Database,
      identity: ReplicaIdentity,
      ...rest: [OverlayBoard, SnapshotStore, StreamServer, Logger]
    ) => {
      const [overlays, store, stream, logger] = rest;
      return new ReplicaHeartbeat({ database, identity, overlays, store, stream, logger });
    },
  },
  {
    provide: InstanceRecorder,
    inject: [Database, ReplicaIdentity, LOGGER, StreamServer],
    useFactory: (
      database: Database,
      identity: ReplicaIdentity,
      logger: Logger,
      stream: StreamServer,
    ) => new InstanceRecorder(database, identity, logger, stream),
  },
];

/** Who is connected: SDK instances over all replicas, and the replicas themselves. */
@Global()
@Module({ controllers: [InstancesController], providers: PROVIDERS, exports: PROVIDERS })
export class InstancesModule {}
