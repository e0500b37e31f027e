import { Module } from '@nestjs/common';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { EventsController } from './events.controller.js';
import { SdkReports } from './sdk-reports.js';
import { UsageCollector } from './usage-collector.js';
import { UsageController } from './usage.controller.js';
import { UsageReader } from './usage.reader.js';
import { UsageRepository } from './usage.repository.js';

/** What SDKs report of their evaluations, and how it is read. */
@Module({
  controllers: [EventsController, UsageController],
  providers: [
    UsageRepository,
    UsageReader,
    SdkReports,
    {
      provide: UsageCollector,
      inject: [UsageRepository, LOGGER],
      useFactory: (repository: UsageRepository, logger: Logger) =>
        new UsageCollector(repository, logger),
    },
  ],
  exports: [UsageCollector],
})
export class UsageModule {}
