import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { ENVIRONMENT_COLUMNS, type EnvironmentRow } from './environment.row.js';

const LIST = `SELECT ${ENVIRONMENT_COLUMNS} FROM environments
  WHERE project_id = (SELECT id FROM projects WHERE key = $1)
    AND (archived_at IS NOT NULL) = $2 AND ($3::uuid[] IS NULL OR id = ANY ($3))
    AND ($4::int IS NULL OR (position, key) > ($4, $5::text))
  ORDER BY position, key LIMIT $6`;
const BY_KEY = `SELECT ${ENVIRONMENT_COLUMNS} FROM environments
  WHERE project_id = (SELECT id FROM projects WHERE key = $1) AND key = $2`;
const BY_ID = `SELECT ${ENVIRONMENT_COLUMNS} FROM environments WHERE id = $1`;
const INSERT = `INSERT INTO environments (project_id, key, name, color, protected, list_secret, position)
  VALUES ($1, $2, $3, coalesce($4, '#868e96'), $5, $6,
    coalesce($7, (SELECT coalesce(max(position) + 1, 0) FROM environments WHERE project_id = $1)))
  ON CONFLICT (project_id, key) DO NOTHING RETURNING ${ENVIRONMENT_COLUMNS}`;
const UPDATE = `UPDATE environments SET name = $2, color = $3, protected = $4, position = $5,
  version = version + 1, updated_at = now() WHERE id = $1 RETURNING ${ENVIRONMENT_COLUMNS}`;
const ARCHIVE = `UPDATE environments SET archived_at = CASE WHEN $2 THEN now() END,
  version = version + 1, updated_at = now() WHERE id = $1 RETURNING ${ENVIRONMENT_COLUMNS}`;
const HELD = `SELECT host FROM replicas
  WHERE holds_shutdown AND beat_at > now() - interval '30 seconds' LIMIT 1`;

/** What `list` selects by. */
export interface EnvironmentFilter {
  readonly project: string;
  readonly archived: boolean;
  /** `null`: all. */
  readonly ids: readonly string[] | null;
  readonly after: readonly [position: number, key: string] | null;
  readonly limit: number;
}

/** What a new environment is made from. */
export interface NewEnvironment {
  readonly projectId: string;
  readonly key: string;
  readonly name: string;
  readonly color: string | null;
  readonly protected: boolean;
  readonly listSecret: Buffer;
  /** `null`: after all others. */
  readonly position: number | null;
}

/** Rows of `environments`; writes take the transaction's client. */
@Injectable()
export class EnvironmentsRepository {
  constructor(private readonly database: Database) {}

  list({ project, archived, ids, after, limit }: EnvironmentFilter): Promise<EnvironmentRow[]> {
    const [position, key] = after ?? [null, null];
    return this.database.read<EnvironmentRow>(LIST, [project, archived, ids, position, key, limit]);
  }

  async byKey(project: string, environment: string): Promise<EnvironmentRow | null> {
    return (await this.database.read<EnvironmentRow>(BY_KEY, [project, environment]))[0] ?? null;
  }

  async byId(sql: SqlClient, id: string): Promise<EnvironmentRow | null> {
    return (await sql.query<EnvironmentRow>(BY_ID, [id]))[0] ?? null;
  }

  /** The new row, or `null` where the key is taken. */
  async insert(sql: SqlClient, given: NewEnvironment): Promise<EnvironmentRow | null> {
    const rows = await sql.query<EnvironmentRow>(INSERT, [
      given.projectId,
      given.key,
      given.name,
      given.color,
      given.protected,
      given.listSecret,
      given.position,
    ]);
    return rows[0] ?? null;
  }

  async update(
    sql: SqlClient,
    to: Pick<EnvironmentRow, 'id' | 'name' | 'color' | 'protected' | 'position'>,
  ): Promise<EnvironmentRow | null> {
    const params = [to.id, to.name, to.color, to.protected, to.position];
    return (await sql.query<EnvironmentRow>(UPDATE, params))[0] ?? null;
  }

  async setArchived(sql: SqlClient, id: string, archived: boolean): Promise<EnvironmentRow | null> {
    return (await sql.query<EnvironmentRow>(ARCHIVE, [id, archived]))[0] ?? null;
  }

  /** Host of a replica whose EMERGENCY_SHUTDOWN holds the shutdown in every environment, or `null`. */
  async shutdownHolder(sql: SqlClient): Promise<string | null> {
    return (await sql.query<{ host: string }>(HELD))[0]?.host ?? null;
  }
}
