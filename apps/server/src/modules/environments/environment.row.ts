import type { Environment } from '@sluice/protocol';
import type { LockedEnvironment } from '../commands/index.js';

/** A row of `environments`. */
export interface EnvironmentRow {
  readonly id: string;
  readonly project_id: string;
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly protected: boolean;
  readonly position: number;
  readonly version: number;
  readonly epoch: string;
  readonly revision: number;
  readonly digest_server: number;
  readonly digest_client: number;
  readonly shutdown: boolean;
  readonly list_secret: Buffer;
  readonly archived_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The columns of an {@link EnvironmentRow}. */
export const ENVIRONMENT_COLUMNS = `id, project_id, key, name, color, protected, position, version,
  epoch, revision, digest_server, digest_client, shutdown, list_secret, archived_at, created_at,
  updated_at`;

/** The row as answered. */
export function environmentOf(row: EnvironmentRow): Environment {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    color: row.color,
    protected: row.protected,
    position: row.position,
    version: row.version,
    epoch: row.epoch,
    revision: row.revision,
    shutdown: row.shutdown,
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** The row as the write path knows an environment it has locked. */
export function lockedEnvironmentOf(row: EnvironmentRow): LockedEnvironment {
  return {
    id: row.id,
    projectId: row.project_id,
    key: row.key,
    name: row.name,
    protected: row.protected,
    archived: row.archived_at !== null,
    version: row.version,
    epoch: row.epoch,
    revision: row.revision,
    digests: { server: row.digest_server, client: row.digest_client },
    shutdown: row.shutdown,
    listSecret: row.list_secret,
  };
}
