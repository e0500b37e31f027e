import { Injectable } from '@nestjs/common';
import { ConfigWriter } from './config-writer.js';
import { DefinitionWriter } from './definition-writer.js';
import { GraphGuard } from './graph-guard.js';
import { HistoryRepository } from './history.repository.js';

/** What commands about flags are made of. */
@Injectable()
export class FlagWriting {
  constructor(
    readonly flags: DefinitionWriter,
    readonly configs: ConfigWriter,
    readonly guard: GraphGuard,
    readonly history: HistoryRepository,
  ) {}
}
