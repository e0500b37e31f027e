import type { SqlClient } from '../../platform/database/sql-client.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { CommandScope } from './command-handler.js';
import type { CommandTarget } from './command.js';
import type { LockedEnvironment, LockedProject } from './locked.js';

/** What is locked for a command, as it stands under the locks. */
export interface LockedScope {
  readonly now: Date;
  readonly project: LockedProject | null;
  readonly environments: ReadonlyMap<string, LockedEnvironment>;
}

interface ProjectRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly archived: boolean;
}

interface EnvironmentRow {
  readonly id: string;
  readonly project_id: string;
  readonly key: string;
  readonly name: string;
  readonly protected: boolean;
  readonly archived: boolean;
  readonly version: number;
  readonly epoch: string;
  readonly revision: number;
  readonly digest_server: number;
  readonly digest_client: number;
  readonly shutdown: boolean;
  readonly list_secret: Buffer;
}

const ENVIRONMENT_COLUMNS = `e.id, e.project_id, e.key, e.name, e.protected,
  e.archived_at IS NOT NULL AS archived, e.version, e.epoch, e.revision,
  e.digest_server, e.digest_client, e.shutdown, e.list_secret`;

// NO KEY: rows that only refer to an environment (events, instances) need not wait for writers.
// The clock is read outside the locking subquery, hence after the lock was granted.
const LOCK_ENVIRONMENT = `SELECT locked.*, clock_timestamp() AS now FROM (
    SELECT ${ENVIRONMENT_COLUMNS}, p.key AS project_key, p.name AS project_name,
      p.version AS project_version, p.archived_at IS NOT NULL AS project_archived
    FROM environments e JOIN projects p ON p.id = e.project_id
    WHERE p.key = $1 AND e.key = $2 FOR NO KEY UPDATE OF e
  ) locked`;

const LOCK_PROJECT = `SELECT locked.*, clock_timestamp() AS now FROM (
    SELECT id, key, name, version, archived_at IS NOT NULL AS archived
    FROM projects WHERE key = $1 FOR NO KEY UPDATE
  ) locked`;

// After the project's own lock, so that an environment created meanwhile is seen and locked too.
const LOCK_ENVIRONMENTS = `SELECT locked.*, clock_timestamp() AS now FROM (
    SELECT ${ENVIRONMENT_COLUMNS} FROM environments e
    WHERE e.project_id = (SELECT id FROM projects WHERE key = $1)
    ORDER BY e.id FOR NO KEY UPDATE
  ) locked`;

const GLOBAL_LOCK = 0x51_1c_e0;
const LOCK_GLOBAL = `SELECT clock_timestamp() AS now FROM (SELECT pg_advisory_xact_lock($1)) locked`;

/** Takes the locks of a scope in the one order of streaming.md and returns what they guard; `NOT_FOUND` for unknown keys. */
export async function lockScope(
  sql: SqlClient,
  scope: CommandScope,
  target: CommandTarget,
): Promise<LockedScope> {
  if (scope === 'environment') return lockEnvironment(sql, target);
  if (scope === 'project') return lockProject(sql, target);
  const [row] = await sql.query<{ now: Date }>(LOCK_GLOBAL, [GLOBAL_LOCK]);
  return { now: row?.now ?? new Date(0), project: null, environments: new Map() };
}

async function lockEnvironment(sql: SqlClient, target: CommandTarget): Promise<LockedScope> {
  const { project = '', environment = '' } = target;
  const [row] = await sql.query<
    EnvironmentRow & {
      now: Date;
      project_key: string;
      project_name: string;
      project_version: number;
      project_archived: boolean;
    }
  >(LOCK_ENVIRONMENT, [project, environment]);
  if (row === undefined) throw new AppError('NOT_FOUND', { project, environment });
  return {
    now: row.now,
    project: {
      id: row.project_id,
      key: row.project_key,
      name: row.project_name,
      version: row.project_version,
      archived: row.project_archived,
    },
    environments: new Map([[row.id, lockedEnvironmentOf(row)]]),
  };
}

async function lockProject(sql: SqlClient, { project = '' }: CommandTarget): Promise<LockedScope> {
  const [[row], rows] = await Promise.all([
    sql.query<ProjectRow & { now: Date }>(LOCK_PROJECT, [project]),
    sql.query<EnvironmentRow & { now: Date }>(LOCK_ENVIRONMENTS, [project]),
  ]);
  if (row === undefined) throw new AppError('NOT_FOUND', { project });
  const { now, ...locked } = row;
  return {
    now: rows.at(-1)?.now ?? now,
    project: locked,
    environments: new Map(rows.map((each) => [each.id, lockedEnvironmentOf(each)])),
  };
}

function lockedEnvironmentOf(row: EnvironmentRow): LockedEnvironment {
  return {
    id: row.id,
    projectId: row.project_id,
    key: row.key,
    name: row.name,
    protected: row.protected,
    archived: row.archived,
    version: row.version,
    epoch: row.epoch,
    revision: row.revision,
    digests: { server: row.digest_server, client: row.digest_client },
    shutdown: row.shutdown,
    listSecret: row.list_secret,
  };
}
