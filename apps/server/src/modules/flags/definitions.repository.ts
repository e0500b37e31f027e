import { Injectable } from '@nestjs/common';
import type { FlagType } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { FlagDefinition } from './domain/flag-definition.js';
import { definitionOfRow, FLAG_COLUMNS, type DatedDefinition, type FlagRow } from './flag.rows.js';

const FIND = `SELECT ${FLAG_COLUMNS} FROM flags f WHERE f.project_id = $1 AND f.key = $2`;

const INSERT = `INSERT INTO flags AS f (project_id, key, type, variants, name, description, owner, tags,
    risk, temporary, metadata, prerequisites, on_shutdown, client_visible)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  ON CONFLICT (project_id, key) DO NOTHING RETURNING ${FLAG_COLUMNS}`;

const UPDATE = `UPDATE flags f SET variants = $2, name = $3, description = $4, owner = $5, tags = $6,
    risk = $7, temporary = $8, metadata = $9, prerequisites = $10, on_shutdown = $11,
    client_visible = $12, version = version + 1, updated_at = $13
  WHERE id = $1 RETURNING ${FLAG_COLUMNS}`;

const ARCHIVE = `UPDATE flags f SET archived_at = CASE WHEN $2 THEN $3::timestamptz END,
    version = version + 1, updated_at = $3 WHERE id = $1 RETURNING ${FLAG_COLUMNS}`;

const DELETE = `DELETE FROM flags WHERE id = $1`;

const first = (rows: readonly FlagRow[]): DatedDefinition | null =>
  rows[0] === undefined ? null : definitionOfRow(rows[0]);

function written(rows: readonly FlagRow[]): DatedDefinition {
  const flag = first(rows);
  if (flag === null) throw new Error('a flag vanished under its lock');
  return flag;
}

function columnsOf(definition: FlagDefinition): unknown[] {
  return [
    JSON.stringify(definition.variants),
    definition.name,
    definition.description,
    definition.owner,
    definition.tags,
    definition.risk,
    definition.temporary,
    JSON.stringify(definition.metadata),
    JSON.stringify(definition.prerequisites),
    definition.onShutdown,
    definition.clientVisible,
  ];
}

/** Rows of `flags` within a write. */
@Injectable()
export class DefinitionsRepository {
  /** The flag with this key, archived or not; null where there is none. */
  async find(sql: SqlClient, projectId: string, key: string): Promise<DatedDefinition | null> {
    return first(await sql.query<FlagRow>(FIND, [projectId, key]));
  }

  /** The new flag; null where the key is taken. */
  async insert(
    sql: SqlClient,
    flag: { readonly projectId: string; readonly key: string; readonly type: FlagType },
    definition: FlagDefinition,
  ): Promise<DatedDefinition | null> {
    const columns = [flag.projectId, flag.key, flag.type, ...columnsOf(definition)];
    return first(await sql.query<FlagRow>(INSERT, columns));
  }

  /** The flag with the new definition and the next version. */
  async update(
    sql: SqlClient,
    id: string,
    definition: FlagDefinition,
    now: Date,
  ): Promise<DatedDefinition> {
    return written(await sql.query<FlagRow>(UPDATE, [id, ...columnsOf(definition), now]));
  }

  /** The flag archived or restored, with the next version. */
  async setArchived(
    sql: SqlClient,
    id: string,
    archived: boolean,
    now: Date,
  ): Promise<DatedDefinition> {
    return written(await sql.query<FlagRow>(ARCHIVE, [id, archived, now]));
  }

  /** Removes the flag with its configurations and history. */
  async delete(sql: SqlClient, id: string): Promise<void> {
    await sql.query(DELETE, [id]);
  }
}
