import type { SdkKeyAnswer } from '@sluice/protocol';

/** A row of `sdk_keys` without the hash. */
export interface KeyRow {
  readonly id: string;
  readonly kind: 'server' | 'client';
  readonly name: string;
  readonly hint: string;
  readonly rate_limit: number | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly replaced_by: string | null;
  readonly last_used_at: Date | null;
}

/** The columns of a {@link KeyRow}. */
export const KEY_COLUMNS = `id, kind, name, hint, rate_limit, created_by, created_at, expires_at, revoked_at,
  replaced_by, last_used_at`;

/** The row as answered. */
export function keyOf(row: KeyRow): SdkKeyAnswer {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hint: row.hint,
    rateLimit: row.rate_limit,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    replacedBy: row.replaced_by,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
