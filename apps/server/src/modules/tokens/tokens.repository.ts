import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { Grant } from '../auth/index.js';
import type { StoredGrant } from './domain/stored-grant.js';
import type { TokenRow } from './token.row.js';

const COLUMNS = `t.id, t.kind, t.name, t.hint, t.created_by, t.created_at, t.expires_at, t.revoked_at,
  t.last_used_at, (SELECT coalesce(json_agg(json_build_object('role', g.role,
      'projectId', g.project_id, 'environmentId', g.environment_id, 'project', p.key,
      'environment', e.key) ORDER BY p.key NULLS FIRST, e.key NULLS FIRST, g.role), '[]')
    FROM token_grants g LEFT JOIN projects p ON p.id = g.project_id
    LEFT JOIN environments e ON e.id = g.environment_id WHERE g.token_id = t.id) AS grants`;
const LIST = `SELECT ${COLUMNS} FROM tokens t
  WHERE ($1::text IS NULL OR t.kind = $1)
    AND ($2::boolean OR t.id::text = $3 OR NOT EXISTS (SELECT 1 FROM token_grants g
      WHERE g.token_id = t.id AND NOT coalesce(g.project_id = ANY ($4::uuid[]), false)
        AND NOT coalesce(g.environment_id = ANY ($5::uuid[]), false)))
    AND ($6::timestamptz IS NULL
      OR (date_trunc('milliseconds', t.created_at), t.id) < ($6, $7::uuid))
  ORDER BY date_trunc('milliseconds', t.created_at) DESC, t.id DESC LIMIT $8`;
const BY_ID = `SELECT ${COLUMNS} FROM tokens t WHERE t.id = $1`;
const LOCK = 'SELECT 1 FROM tokens WHERE id = $1 FOR UPDATE';
const PLACES = `SELECT wanted.role, p.id AS "projectId", e.id AS "environmentId",
    wanted.project, wanted.environment
  FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (role, project, environment)
  LEFT JOIN projects p ON p.key = wanted.project
  LEFT JOIN environments e ON e.project_id = p.id AND e.key = wanted.environment`;
const INSERT = `WITH token AS (
    INSERT INTO tokens (kind, name, hash, hint, created_by, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
  ), granted AS (
    INSERT INTO token_grants (token_id, role, project_id, environment_id)
    SELECT token.id, wanted.* FROM token, unnest($7::text[], $8::uuid[], $9::uuid[]) AS wanted
    ON CONFLICT DO NOTHING
  )
  SELECT id FROM token`;
const REVOKE = 'UPDATE tokens SET revoked_at = $2 WHERE id = $1';

/** What `list` selects by. */
export interface TokenFilter {
  readonly kind: 'personal' | 'service' | null;
  /** Whether every token may be seen; else `self`, and those all of whose grants lie in `projects` or `environments`. */
  readonly all: boolean;
  readonly self: string;
  readonly projects: readonly string[];
  readonly environments: readonly string[];
  readonly after: readonly [createdAt: string, id: string] | null;
  readonly limit: number;
}

/** What a new token is made from. */
export interface NewToken {
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly hash: Buffer;
  readonly hint: string;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly grants: readonly Grant[];
}

/** A grant as asked for, by keys. */
export type WantedGrant = Pick<StoredGrant, 'role' | 'project' | 'environment'>;

/** Rows of `tokens` and `token_grants`; the hash goes in and never comes out. */
@Injectable()
export class TokensRepository {
  constructor(private readonly database: Database) {}

  list(filter: TokenFilter): Promise<TokenRow[]> {
    const [createdAt, id] = filter.after ?? [null, null];
    return this.database.read<TokenRow>(LIST, [
      filter.kind,
      filter.all,
      filter.self,
      filter.projects,
      filter.environments,
      createdAt,
      id,
      filter.limit,
    ]);
  }

  async byId(id: string): Promise<TokenRow | null> {
    return (await this.database.read<TokenRow>(BY_ID, [id]))[0] ?? null;
  }

  async locked(sql: SqlClient, id: string): Promise<TokenRow | null> {
    await sql.query(LOCK, [id]);
    return (await sql.query<TokenRow>(BY_ID, [id]))[0] ?? null;
  }

  /** The grants with the ids of their places; an unknown key gives a null id. */
  resolve(sql: SqlClient, grants: readonly WantedGrant[]): Promise<StoredGrant[]> {
    return sql.query<StoredGrant>(PLACES, [
      grants.map(({ role }) => role),
      grants.map(({ project }) => project),
      grants.map(({ environment }) => environment),
    ]);
  }

  async insert(sql: SqlClient, token: NewToken): Promise<TokenRow> {
    const { grants } = token;
    const [made] = await sql.query<{ id: string }>(INSERT, [
      token.kind,
      token.name,
      token.hash,
      token.hint,
      token.createdBy,
      token.expiresAt,
      grants.map(({ role }) => role),
      grants.map(({ projectId }) => projectId),
      grants.map(({ environmentId }) => environmentId),
    ]);
    const [row] = await sql.query<TokenRow>(BY_ID, [made?.id]);
    if (!row) throw new Error('the new token is not there');
    return row;
  }

  async revoke(sql: SqlClient, id: string, at: Date): Promise<void> {
    await sql.query(REVOKE, [id, at]);
  }
}
