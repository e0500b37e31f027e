import { Module } from '@nestjs/common';
import { ConfigWriter } from './config-writer.js';
import { ConfigsRepository } from './configs.repository.js';
import { DefinitionWriter } from './definition-writer.js';
import { DefinitionsRepository } from './definitions.repository.js';
import { FlagHandlers } from './flag-handlers.js';
import { FlagWriting } from './flag-writing.js';
import { GraphGuard } from './graph-guard.js';
import { GraphsRepository } from './graphs.repository.js';
import { HistoryRepository } from './history.repository.js';
import { RandomChance } from './random-chance.js';

/** Flags, their configuration per environment, their history and their hierarchy. */
@Module({
  providers: [
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
