import type { Token } from '@sluice/protocol';
import type { StoredGrant } from './domain/stored-grant.js';

/** A row of `tokens` without the hash, with its grants. */
export interface TokenRow {
  readonly id: string;
  readonly kind: 'personal' | 'service';
  readonly name: string;
  readonly hint: string;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly grants: readonly StoredGrant[];
}

/** The row as answered. */
export function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hint: row.hint,
    grants: row.grants.map(({ role, project, environment }) => ({ role, project, environment })),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
