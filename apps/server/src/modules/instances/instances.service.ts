import { Injectable } from '@nestjs/common';
import type { InstancesPage, InstancesQuery, Replica, SdkInstance } from '@sluice/protocol';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import type { Actor } from '../auth/index.js';
import { differingReplicas } from './domain/differing-replicas.js';
import {
  InstancesRepository,
  type HeadRow,
  type InstanceRow,
  type ReplicaRow,
  type Visibility,
} from './instances.repository.js';

const CURSOR = z.tuple([z.string(), z.string(), z.string()]);

/** Reads who is connected to what, as far as an actor may see it. */
@Injectable()
export class InstancesService {
  constructor(private readonly repository: InstancesRepository) {}

  async list(actor: Actor, query: InstancesQuery): Promise<InstancesPage> {
    const visible = visibilityOf(actor);
    const { limit, cursor, project = null, environment = null, connected = null } = query;
    const after = decodeCursor(cursor, CURSOR);
    const rows = await this.repository.instances(visible, {
      ...{ project, environment, connected, after },
      limit: limit + 1,
    });
    const keysOf = (row: InstanceRow): string[] => [row.project, row.environment, row.id];
    return { ...pageFrom(rows, limit, keysOf, instanceOf), replicas: await this.replicas(visible) };
  }

  /** Hosts of replicas whose overlay is not that of the others. */
  async differingHosts(): Promise<string[]> {
    const rows = await this.repository.replicas();
    const odd = differingReplicas(rows);
    return rows.filter(({ id }) => odd.has(id)).map(({ host }) => host);
  }

  private async replicas(visible: Visibility): Promise<Replica[]> {
    const [rows, heads] = await Promise.all([
      this.repository.replicas(),
      this.repository.heads(visible),
    ]);
    const odd = differingReplicas(rows);
    return rows.map((row) => replicaOf(row, heads, odd.has(row.id)));
  }
}

function visibilityOf({ grants }: Actor): Visibility {
  return {
    everything: grants.some(({ projectId }) => projectId === null),
    projectIds: grants.flatMap(({ projectId, environmentId }) =>
      projectId !== null && environmentId === null ? [projectId] : [],
    ),
    environmentIds: grants.flatMap(({ environmentId }) => environmentId ?? []),
  };
}

function instanceOf(row: InstanceRow): SdkInstance {
  return {
    id: row.id,
    project: row.project,
    environment: row.environment,
    keyId: row.key_id,
    sdk: row.sdk,
    connected: row.connected,
    replica: row.replica,
    revision: row.revision,
    lag: row.revision === null ? null : Math.max(0, row.head - row.revision),
    local: row.local as SdkInstance['local'],
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}

function replicaOf(row: ReplicaRow, heads: readonly HeadRow[], differs: boolean): Replica {
  const environments = heads.flatMap(({ id, project, environment, revision: head }) => {
    const beat = row.revisions[id];
    if (beat === undefined) return [];
    const { revision, server: serverSdks, client: clientSdks } = beat;
    const overrides = row.overlay.environments[id]?.overrides ?? {};
    const lag = Math.max(0, head - revision);
    return [{ project, environment, revision, lag, serverSdks, clientSdks, overrides }];
  });
  return {
    id: row.id,
    host: row.host,
    version: row.version,
    startedAt: row.started_at.toISOString(),
    beatAt: row.beat_at.toISOString(),
    holdsShutdown: row.holds_shutdown,
    differs,
    environments,
  };
}
