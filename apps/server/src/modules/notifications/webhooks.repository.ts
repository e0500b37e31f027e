import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { WEBHOOK_COLUMNS, type WebhookRow } from './webhook.row.js';

const FIND = `SELECT ${WEBHOOK_COLUMNS} FROM webhooks w WHERE w.project_id = $1 AND w.id = $2`;
const PAGE = `SELECT ${WEBHOOK_COLUMNS} FROM webhooks w WHERE w.project_id = $1
    AND ($2::text IS NULL OR (w.name, w.id) > ($2, $3::uuid))
  ORDER BY w.name, w.id LIMIT $4`;
const COUNT = 'SELECT count(*)::integer AS count FROM webhooks WHERE project_id = $1';
const INSERT = `INSERT INTO webhooks AS w (id, project_id, name, format, url, url_hint, secret, events,
    environments, enabled, created_by, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING ${WEBHOOK_COLUMNS}`;
// A webhook that is edited begins anew: whatever failed before may be what the edit mends.
const UPDATE = `UPDATE webhooks w SET name = $2, format = $3, url = $4, url_hint = $5, events = $6,
    environments = $7, enabled = $8, disabled_reason = $9, failing_since = NULL, failures = 0,
    hold_until = NULL, version = w.version + 1, updated_at = $10
  WHERE w.id = $1 RETURNING ${WEBHOOK_COLUMNS}`;
const ROTATE = `UPDATE webhooks w SET secret = $2, old_secret = w.secret, old_secret_until = $3,
    version = w.version + 1, updated_at = $4
  WHERE w.id = $1 RETURNING ${WEBHOOK_COLUMNS}`;
const DELETE = 'DELETE FROM webhooks WHERE id = $1';

/** What people decide about a webhook, and what is made of its URL. */
export interface WebhookSettings {
  readonly name: string;
  readonly format: 'sluice' | 'slack';
  /** Encrypted. */
  readonly url: Buffer;
  readonly urlHint: string;
  readonly events: readonly string[];
  readonly environments: readonly string[] | null;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
}

/** What only a new webhook has. */
export interface NewWebhook {
  readonly id: string;
  readonly projectId: string;
  /** Encrypted. */
  readonly secret: Buffer;
  readonly createdBy: string;
  readonly at: Date;
}

/** Rows of `webhooks`; writes take the transaction's client. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  /** Reads outside of any write. */
  get reading(): SqlClient {
    return { query: (text, params) => this.database.read(text, params) };
  }

  /** Null where the project has no such webhook. */
  async find(sql: SqlClient, projectId: string, id: string): Promise<WebhookRow | null> {
    return (await sql.query<WebhookRow>(FIND, [projectId, id]))[0] ?? null;
  }

  page(
    projectId: string,
    after: readonly [name: string, id: string] | null,
    limit: number,
  ): Promise<WebhookRow[]> {
    const [name, id] = after ?? [null, null];
    return this.database.read<WebhookRow>(PAGE, [projectId, name, id, limit]);
  }

  async count(sql: SqlClient, projectId: string): Promise<number> {
    return (await sql.query<{ count: number }>(COUNT, [projectId]))[0]?.count ?? 0;
  }

  async insert(sql: SqlClient, made: NewWebhook, settings: WebhookSettings): Promise<WebhookRow> {
    const { name, format, url, urlHint, events, environments, enabled } = settings;
    const { id, projectId, secret, createdBy, at } = made;
    const own = [id, projectId, name, format, url, urlHint, secret];
    const params = [...own, events, environments, enabled, createdBy, at];
    return required((await sql.query<WebhookRow>(INSERT, params))[0]);
  }

  async update(
    sql: SqlClient,
    id: string,
    settings: WebhookSettings,
    at: Date,
  ): Promise<WebhookRow> {
    const { name, format, url, urlHint, events, environments, enabled } = settings;
    const params = [id, name, format, url, urlHint, events, environments, enabled];
    const rows = await sql.query<WebhookRow>(UPDATE, [...params, settings.disabledReason, at]);
    return required(rows[0]);
  }

  /** The webhook with a new secret; the old one signs as well until then. */
  async rotate(
    sql: SqlClient,
    id: string,
    { secret, until, at }: { readonly secret: Buffer; readonly until: Date; readonly at: Date },
  ): Promise<WebhookRow> {
    return required((await sql.query<WebhookRow>(ROTATE, [id, secret, until, at]))[0]);
  }

  async delete(sql: SqlClient, id: string): Promise<void> {
    await sql.query(DELETE, [id]);
  }
}

function required<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the statement returned no row');
  return row;
}
