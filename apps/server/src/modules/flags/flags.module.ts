import { Module } from '@nestjs/common';
import { ConfigWriter } from './config-writer.js';
import { ConfigsRepository } from './configs.repository.js';
import { DefinitionWriter } from './definition-writer.js';
import { DefinitionsRepository } from './definitions.repository.js';
import { FlagConfigsController } from './flag-configs.controller.js';
import { FlagConfigsService } from './flag-configs.service.js';
import { FlagHandlers } from './flag-handlers.js';
import { FlagStores } from './flag-stores.js';
import { FlagWriting } from './flag-writing.js';
import { FlagsController } from './flags.controller.js';
import { FlagsReader } from './flags.reader.js';
import { FlagsService } from './flags.service.js';
import { GraphGuard } from './graph-guard.js';
import { GraphsRepository } from './graphs.repository.js';
import { HistoryRepository } from './history.repository.js';
import { RandomChance } from './random-chance.js';

/** Flags, their configuration per environment, their history and their hierarchy. */
@Module({
  controllers: [FlagsController, FlagConfigsController],
  providers: [
    FlagConfigsService,
    FlagStores,
    FlagsReader,
    FlagsService,
    ConfigsRepository,
    ConfigWriter,
    DefinitionsRepository,
    DefinitionWriter,
    FlagHandlers,
    FlagWriting,
    GraphGuard,
    GraphsRepository,
    HistoryRepository,
    RandomChance,
  ],
  exports: [ConfigsRepository, ConfigWriter, DefinitionWriter, GraphGuard, RandomChance],
})
export class FlagsModule {}
