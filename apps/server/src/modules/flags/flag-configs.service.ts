import { Injectable } from '@nestjs/common';
import type { FlagConfig, FlagGraph as FlagGraphAnswer, FlagHistory } from '@sluice/protocol';
import { AppError } from '../../platform/errors/app-error.js';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { PlaceDirectory } from '../auth/index.js';
import type { ConfiguredFlag } from './configs.repository.js';
import { ancestorsOf, dependentsOf } from './domain/graph/related-flags.js';
import type { FlagGraph, FlagReference } from './domain/graph/graph-flag.js';
import { FlagStores } from './flag-stores.js';
import { configView } from './flag-views.js';
import type { PageQuery } from './flags.service.js';
import { historyPage } from './history-page.js';

/** How a flag in an environment is addressed. */
export interface ConfigAddress {
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
}

/** Reading what a flag does in one environment. */
@Injectable()
export class FlagConfigsService {
  constructor(
    private readonly database: Database,
    private readonly places: PlaceDirectory,
    private readonly stores: FlagStores,
  ) {}

  /** Throws NOT_FOUND for unknown keys; those of archived flags can be read. */
  async read(address: ConfigAddress): Promise<FlagConfig> {
    return this.database.transaction(
      async (sql) => {
        const { config } = await this.find(sql, address);
        return configView(config, address);
      },
      { repeatableRead: true },
    );
  }

  /** Versions of the configuration, newest first, each with the state before it. */
  async versions(address: ConfigAddress, query: PageQuery): Promise<FlagHistory> {
    const { flagId, environmentId } = await this.database.transaction(
      async (sql) => (await this.find(sql, address)).config,
    );
    return historyPage(this.stores.history, { flagId, environmentId }, query);
  }

  /** Parents, children, and all flags that a change of this one would touch. */
  async graph(address: ConfigAddress): Promise<FlagGraphAnswer> {
    const { flag, environment } = address;
    const place = await this.place(address);
    const graphs = await this.database.transaction(
      async (sql) => this.stores.graphs.load(sql, place.projectId, [place.environmentId]),
      { repeatableRead: true },
    );
    const graph = graphs.get(place.environmentId);
    const node = graph?.get(flag);
    if (graph === undefined || node === undefined)
      throw new AppError('NOT_FOUND', { ...address, hint: 'archived flags have no graph' });
    return {
      flag,
      environment,
      parents: node.references.map(linkOf),
      children: childrenOf(graph, flag),
      ancestors: ancestorsOf(graph, flag),
      touches: dependentsOf(graph, flag),
    };
  }

  private async find(sql: SqlClient, address: ConfigAddress): Promise<ConfiguredFlag> {
    const found = await this.stores.configs.find(sql, await this.place(address), address.flag);
    if (found === null) throw new AppError('NOT_FOUND', { ...address });
    return found;
  }

  private async place({ project, environment }: ConfigAddress) {
    const { projectId, environmentId } = await this.places.environment(project, environment);
    return { projectId: projectId ?? '', environmentId: environmentId ?? '' };
  }
}

type Link = FlagGraphAnswer['parents'][number];

function linkOf({ flag, via, state, variants }: FlagReference): Link {
  return {
    flag,
    via,
    ...(state !== undefined && { state }),
    ...(variants !== undefined && { variants: [...variants] }),
  };
}

function childrenOf(graph: FlagGraph, parent: string): Link[] {
  return [...graph.values()].flatMap((child) =>
    child.references
      .filter(({ flag }) => flag === parent)
      .map((reference) => ({ ...linkOf(reference), flag: child.key })),
  );
}
