import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/index.js';
import { Database } from '../../platform/database/database.js';
import { EgressClient, egressPolicy } from '../../platform/egress/index.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { CommandExecutor } from '../commands/index.js';
import { FlagsModule } from '../flags/index.js';
import { OverlayBoard } from '../overlay/index.js';
import { BreachReader } from './engine/breach-reader.js';
import { RolloutEngine } from './engine/rollout-engine.js';
import { WatchBoard } from './engine/watch-board.js';
import { FlagHealthController } from './flag-health.controller.js';
import { RolloutApplier } from './rollout-applier.js';
import { RolloutAudienceRepository } from './rollout-audience.repository.js';
import { RolloutFollower } from './rollout-follower.js';
import { RolloutHandlers, RolloutWatching, RolloutWriting } from './rollout-handlers.js';
import { RolloutStarter } from './rollout-starter.js';
import { RolloutsController } from './rollouts.controller.js';
import { RolloutsReader } from './rollouts.reader.js';
import {
  PROMETHEUS_SERVERS,
  prometheusServers,
  type PrometheusServers,
} from './sources/prometheus-servers.js';
import { SourceProber } from './sources/source-prober.js';
import { SourceReader } from './sources/source-reader.js';
import { SourceRules } from './sources/source-rules.js';
import { StartSources } from './sources/start-sources.js';
import { ClientObservationCollector } from './telemetry/client-observation-collector.js';
import { PushedHealthRepository } from './telemetry/pushed-health.repository.js';
import { TelemetryRepository } from './telemetry/telemetry.repository.js';
import { TemplateHandlers } from './templates/template-handlers.js';
import { TemplateRules } from './templates/template-rules.js';
import { TemplateWriter } from './templates/template-writer.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesReader } from './templates/templates.reader.js';
import { TemplatesRepository } from './templates/templates.repository.js';

/** Guarded rollouts: the engine that steps them, and the routes to start and steer them. */
@Module({
  imports: [FlagsModule],
  controllers: [FlagHealthController, RolloutsController, TemplatesController],
  providers: [
    BreachReader,
    RolloutApplier,
    RolloutAudienceRepository,
    RolloutFollower,
    RolloutHandlers,
    RolloutWatching,
    RolloutWriting,
    PushedHealthRepository,
    RolloutStarter,
    RolloutsReader,
    SourceRules,
    StartSources,
    TelemetryRepository,
    TemplateHandlers,
    TemplateRules,
    TemplateWriter,
    TemplatesReader,
    TemplatesRepository,
    {
      provide: WatchBoard,
      inject: [Database, OverlayBoard, ClientObservationCollector],
      useFactory: (
        database: Database,
        overlays: OverlayBoard,
        clients: ClientObservationCollector,
      ) => new WatchBoard(database, overlays, clients),
    },
    {
      provide: PROMETHEUS_SERVERS,
      inject: [CONFIG],
      useFactory: ({ prometheus, prometheusAuthorization }: Config) =>
        prometheusServers(prometheus, prometheusAuthorization),
    },
    {
      provide: EgressClient,
      inject: [CONFIG],
      useFactory: ({ egressAllow }: Config) => new EgressClient(egressPolicy(egressAllow)),
    },
    {
      provide: SourceReader,
      inject: [EgressClient, PROMETHEUS_SERVERS],
      useFactory: (egress: EgressClient, servers: PrometheusServers) => {
        const inside = new EgressClient({ allows: () => true });
        return new SourceReader({ egress, inside, servers });
      },
    },
    {
      provide: SourceProber,
      inject: [Database, SourceReader, LOGGER],
      useFactory: (database: Database, reader: SourceReader, logger: Logger) =>
        new SourceProber(database, reader, logger),
    },
    {
      provide: RolloutEngine,
      inject: [Database, CommandExecutor, SourceProber, WatchBoard, BreachReader, LOGGER],
      useFactory: (
        database: Database,
        executor: CommandExecutor,
        ...rest: [SourceProber, WatchBoard, BreachReader, Logger]
      ) => {
        const [prober, watches, breaches, logger] = rest;
        return new RolloutEngine({ database, executor, prober, watches, breaches, logger });
      },
    },
  ],
  exports: [TemplateWriter],
})
export class RolloutsModule {}
