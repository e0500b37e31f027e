import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import { TEMPLATE_COLUMNS, type StoredTemplate } from './template.row.js';

const FIND = `SELECT ${TEMPLATE_COLUMNS} FROM rollout_templates t WHERE t.project_id = $1 AND t.key = $2`;

const INSERT = `INSERT INTO rollout_templates AS t (project_id, key, name, description, plan, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (project_id, key) DO NOTHING RETURNING ${TEMPLATE_COLUMNS}`;

const UPDATE = `UPDATE rollout_templates t SET name = $2, description = $3, plan = $4, version = version + 1,
    updated_at = $5 WHERE id = $1 RETURNING ${TEMPLATE_COLUMNS}`;

const DELETE = `DELETE FROM rollout_templates WHERE id = $1`;

const PAGE = `SELECT ${TEMPLATE_COLUMNS} FROM rollout_templates t
  WHERE t.project_id = $1 AND ($2::text IS NULL OR t.key > $2) ORDER BY t.key LIMIT $3`;

/** What people write of a template. */
export type TemplateState = Pick<StoredTemplate, 'name' | 'description' | 'plan'>;

/** Rows of `rollout_templates`. */
@Injectable()
export class TemplatesRepository {
  constructor(private readonly database: Database) {}

  /** The template with this key; null where there is none. */
  async find(sql: SqlClient, projectId: string, key: string): Promise<StoredTemplate | null> {
    return (await sql.query<StoredTemplate>(FIND, [projectId, key]))[0] ?? null;
  }

  /** The new template; null where the key is taken. */
  async insert(
    sql: SqlClient,
    place: { readonly projectId: string; readonly key: string; readonly now: Date },
    state: TemplateState,
  ): Promise<StoredTemplate | null> {
    const { projectId, key, now } = place;
    const params = [projectId, key, ...columnsOf(state), now];
    return (await sql.query<StoredTemplate>(INSERT, params))[0] ?? null;
  }

  /** The template in its new state, with the next version. */
  async update(
    sql: SqlClient,
    id: string,
    state: TemplateState,
    now: Date,
  ): Promise<StoredTemplate> {
    const [row] = await sql.query<StoredTemplate>(UPDATE, [id, ...columnsOf(state), now]);
    if (row === undefined) throw new Error('a template vanished under its lock');
    return row;
  }

  /** Creates or replaces the template of this key. */
  async save(
    sql: SqlClient,
    place: { readonly projectId: string; readonly key: string; readonly now: Date },
    state: TemplateState,
  ): Promise<StoredTemplate> {
    const present = await this.find(sql, place.projectId, place.key);
    const saved =
      present === null
        ? await this.insert(sql, place, state)
        : await this.update(sql, present.id, state, place.now);
    if (saved === null) throw new Error('a template appeared under its lock');
    return saved;
  }

  async delete(sql: SqlClient, id: string): Promise<void> {
    await sql.query(DELETE, [id]);
  }

  /** Reads outside of any write. */
  get reading(): SqlClient {
    return { query: (text, params) => this.database.read(text, params) };
  }

  /** Templates by key, after `after`. */
  async page(projectId: string, after: string | null, limit: number): Promise<StoredTemplate[]> {
    return this.database.read<StoredTemplate>(PAGE, [projectId, after, limit]);
  }
}

function columnsOf({ name, description, plan }: TemplateState): unknown[] {
  return [name, description, JSON.stringify(plan)];
}
