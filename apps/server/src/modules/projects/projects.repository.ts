import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { PROJECT_COLUMNS, type ProjectRow } from './project.row.js';

const LIST = `SELECT ${PROJECT_COLUMNS} FROM projects
  WHERE (archived_at IS NOT NULL) = $1 AND ($2::uuid[] IS NULL OR id = ANY ($2))
    AND ($3::text IS NULL OR key > $3)
  ORDER BY key LIMIT $4`;
const BY_KEY = `SELECT ${PROJECT_COLUMNS} FROM projects WHERE key = $1`;
const BY_ID = `SELECT ${PROJECT_COLUMNS} FROM projects WHERE id = $1`;
const INSERT = `INSERT INTO projects (key, name, description) VALUES ($1, $2, $3)
  ON CONFLICT (key) DO NOTHING RETURNING ${PROJECT_COLUMNS}`;
const UPDATE = `UPDATE projects SET name = $2, description = $3, version = version + 1, updated_at = now()
  WHERE id = $1 RETURNING ${PROJECT_COLUMNS}`;
const ARCHIVE = `UPDATE projects SET archived_at = CASE WHEN $2 THEN now() END, version = version + 1,
  updated_at = now() WHERE id = $1 RETURNING ${PROJECT_COLUMNS}`;

/** What `list` selects by. */
export interface ProjectFilter {
  readonly archived: boolean;
  /** `null`: all. */
  readonly ids: readonly string[] | null;
  readonly afterKey: string | null;
  readonly limit: number;
}

/** Rows of `projects`; writes take the transaction's client. */
@Injectable()
export class ProjectsRepository {
  constructor(private readonly database: Database) {}

  list({ archived, ids, afterKey, limit }: ProjectFilter): Promise<ProjectRow[]> {
    return this.database.read<ProjectRow>(LIST, [archived, ids, afterKey, limit]);
  }

  async byKey(key: string): Promise<ProjectRow | null> {
    return (await this.database.read<ProjectRow>(BY_KEY, [key]))[0] ?? null;
  }

  async byId(sql: SqlClient, id: string): Promise<ProjectRow | null> {
    return (await sql.query<ProjectRow>(BY_ID, [id]))[0] ?? null;
  }

  /** The new row, or `null` where the key is taken. */
  async insert(
    sql: SqlClient,
    project: { key: string; name: string; description: string },
  ): Promise<ProjectRow | null> {
    const { key, name, description } = project;
    return (await sql.query<ProjectRow>(INSERT, [key, name, description]))[0] ?? null;
  }

  async update(
    sql: SqlClient,
    project: { id: string; name: string; description: string },
  ): Promise<ProjectRow | null> {
    const { id, name, description } = project;
    return (await sql.query<ProjectRow>(UPDATE, [id, name, description]))[0] ?? null;
  }

  async setArchived(sql: SqlClient, id: string, archived: boolean): Promise<ProjectRow | null> {
    return (await sql.query<ProjectRow>(ARCHIVE, [id, archived]))[0] ?? null;
  }
}
