import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Grant } from './domain/actor.js';
import type { TokenRecord } from './token-record.js';

const SELECT = `SELECT t.id, t.name, t.hash, t.expires_at,
    coalesce(json_agg(json_build_object('role', g.role, 'projectId', g.project_id,
      'environmentId', g.environment_id)) FILTER (WHERE g.id IS NOT NULL), '[]') AS grants
  FROM tokens t LEFT JOIN token_grants g ON g.token_id = t.id
  WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())`;

const ALL = `${SELECT} GROUP BY t.id`;
const BY_HASH = `${SELECT} AND t.hash = $1 GROUP BY t.id`;
const USED = `UPDATE tokens SET last_used_at = used.at
  FROM unnest($1::uuid[], $2::timestamptz[]) AS used (id, at)
  WHERE tokens.id = used.id AND (last_used_at IS NULL OR last_used_at < used.at)`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly expires_at: Date | null;
  readonly grants: Grant[];
}

const recordOf = (row: Row): TokenRecord => ({
  id: row.id,
  name: row.name,
  hash: row.hash,
  expiresAt: row.expires_at,
  grants: row.grants,
});

/** Tokens that are neither revoked nor expired. */
@Injectable()
export class TokenRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<TokenRecord[]> {
    return (await this.database.read<Row>(ALL)).map(recordOf);
  }

  async byHash(hash: Buffer): Promise<TokenRecord | null> {
    const [row] = await this.database.read<Row>(BY_HASH, [hash]);
    return row ? recordOf(row) : null;
  }

  async markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    await this.database.read(USED, [[...uses.keys()], [...uses.values()]]);
  }
}
