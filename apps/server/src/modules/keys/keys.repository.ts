import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { KEY_COLUMNS, type KeyRow } from './key.row.js';

const LIST = `SELECT ${KEY_COLUMNS} FROM sdk_keys
  WHERE environment_id = (SELECT e.id FROM environments e JOIN projects p ON p.id = e.project_id
      WHERE p.key = $1 AND e.key = $2)
    AND ($3::text IS NULL OR kind = $3)
    AND ($4::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($4, $5::uuid))
  ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $6`;
const LOCKED = `SELECT ${KEY_COLUMNS} FROM sdk_keys WHERE id = $1 AND environment_id = $2 FOR UPDATE`;
const INSERT = `INSERT INTO sdk_keys (environment_id, kind, name, hash, hint, created_by, expires_at, rate_limit)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${KEY_COLUMNS}`;
const REPLACE = `UPDATE sdk_keys SET replaced_by = $2, expires_at = least(expires_at, $3)
  WHERE id = $1 RETURNING ${KEY_COLUMNS}`;
const LIMIT = `UPDATE sdk_keys SET rate_limit = $2 WHERE id = $1 RETURNING ${KEY_COLUMNS}`;
const REVOKE = `UPDATE sdk_keys SET revoked_at = $2 WHERE id = $1 RETURNING ${KEY_COLUMNS}`;

/** What `list` selects by. */
export interface KeyFilter {
  readonly project: string;
  readonly environment: string;
  readonly kind: 'server' | 'client' | null;
  readonly after: readonly [createdAt: string, id: string] | null;
  readonly limit: number;
}

/** What a new key is made from. */
export interface NewKey {
  readonly environmentId: string;
  readonly kind: 'server' | 'client';
  readonly name: string;
  readonly hash: Buffer;
  readonly hint: string;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly rateLimit: number | null;
}

/** Rows of `sdk_keys`; the hash goes in and never comes out. */
@Injectable()
export class KeysRepository {
  constructor(private readonly database: Database) {}

  list({ project, environment, kind, after, limit }: KeyFilter): Promise<KeyRow[]> {
    const [createdAt, id] = after ?? [null, null];
    return this.database.read<KeyRow>(LIST, [project, environment, kind, createdAt, id, limit]);
  }

  async locked(sql: SqlClient, id: string, environmentId: string): Promise<KeyRow | null> {
    return (await sql.query<KeyRow>(LOCKED, [id, environmentId]))[0] ?? null;
  }

  async insert(sql: SqlClient, key: NewKey): Promise<KeyRow> {
    const { environmentId, kind, name, hash, hint, createdBy, expiresAt, rateLimit } = key;
    const params = [environmentId, kind, name, hash, hint, createdBy, expiresAt, rateLimit];
    return required((await sql.query<KeyRow>(INSERT, params))[0]);
  }

  /** The old key after its successor took over; it works until `expiresAt` at the latest. */
  async replace(
    sql: SqlClient,
    id: string,
    successor: { readonly id: string; readonly expiresAt: Date },
  ): Promise<KeyRow> {
    return required((await sql.query<KeyRow>(REPLACE, [id, successor.id, successor.expiresAt]))[0]);
  }

  async limit(sql: SqlClient, id: string, rateLimit: number | null): Promise<KeyRow> {
    return required((await sql.query<KeyRow>(LIMIT, [id, rateLimit]))[0]);
  }

  async revoke(sql: SqlClient, id: string, at: Date): Promise<KeyRow> {
    return required((await sql.query<KeyRow>(REVOKE, [id, at]))[0]);
  }
}

function required<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('the statement returned no row');
  return row;
}
