import { Injectable } from '@nestjs/common';
import { ConfigsRepository } from './configs.repository.js';
import { GraphsRepository } from './graphs.repository.js';
import { HistoryRepository } from './history.repository.js';

/** Where what flags do in an environment is read from. */
@Injectable()
export class FlagStores {
  constructor(
    readonly configs: ConfigsRepository,
    readonly graphs: GraphsRepository,
    readonly history: HistoryRepository,
  ) {}
}
