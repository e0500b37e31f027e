import { Module } from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { CommandExecutor } from '../commands/index.js';
import { SnapshotStore } from '../delivery/index.js';
import { ReplicaHeartbeat, ReplicaIdentity } from '../instances/index.js';
import { OverlayBoard } from '../overlay/index.js';
import { EmergencyHold } from './emergency-hold.js';
import { ShutdownController } from './shutdown.controller.js';
import { ShutdownHandlers } from './shutdown-handlers.js';
import { ShutdownRepository } from './shutdown.repository.js';

/** The emergency shutdown: engaged and released through the API, or held by EMERGENCY_SHUTDOWN. */
@Module({
  controllers: [ShutdownController],
  providers: [
    ShutdownHandlers,
    ShutdownRepository,
    {
      provide: EmergencyHold,
      inject: [
        OverlayBoard,
        SnapshotStore,
        CommandExecutor,
        ReplicaHeartbeat,
        ReplicaIdentity,
        LOGGER,
      ],
      useFactory: (
        overlays: OverlayBoard,
        store: SnapshotStore,
        ...rest: [CommandExecutor, ReplicaHeartbeat, ReplicaIdentity, Logger]
      ) => {
        const [executor, heartbeat, { host }, logger] = rest;
        return new EmergencyHold({ overlays, store, executor, heartbeat, logger, host });
      },
    },
  ],
})
export class ShutdownModule {}
