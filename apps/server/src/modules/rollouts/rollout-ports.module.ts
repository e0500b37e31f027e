import { Global, Module } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { RuleLocks } from '../flags/index.js';
import { ClientObservationSink, ObservationSink } from '../usage/index.js';
import { RolloutLocks } from './rollout-locks.js';
import { RolloutRecorder } from './rollout-recorder.js';
import { RolloutsRepository } from './rollouts.repository.js';
import { ClientObservationCollector } from './telemetry/client-observation-collector.js';
import { ClientObservationsRepository } from './telemetry/client-observations.repository.js';
import { ObservationCollector } from './telemetry/observation-collector.js';
import { ObservationsRepository } from './telemetry/observations.repository.js';

/** What other modules have to know of rollouts; apart from the rest, which has to know them. */
@Global()
@Module({
  providers: [
    RolloutsRepository,
    RolloutRecorder,
    RolloutLocks,
    { provide: RuleLocks, useExisting: RolloutLocks },
    {
      provide: ObservationSink,
      inject: [Database, LOGGER],
      useFactory: (database: Database, logger: Logger) =>
        new ObservationCollector(new ObservationsRepository(database), logger),
    },
    {
      provide: ClientObservationCollector,
      inject: [Database, LOGGER],
      useFactory: (database: Database, logger: Logger) =>
        new ClientObservationCollector(new ClientObservationsRepository(database), logger),
    },
    { provide: ClientObservationSink, useExisting: ClientObservationCollector },
  ],
  exports: [
    RolloutsRepository,
    RolloutRecorder,
    RolloutLocks,
    RuleLocks,
    ObservationSink,
    ClientObservationCollector,
    ClientObservationSink,
  ],
})
export class RolloutPortsModule {}
