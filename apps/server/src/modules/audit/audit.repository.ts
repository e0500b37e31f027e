import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient, TransactionClient } from '../../platform/database/sql-client.js';
import type { ForeseenHead } from '../commands/index.js';
import type { AuditVisibility } from './domain/audit-visibility.js';
import type { ChainedRow, ChainHead } from './domain/chained-row.js';

const LOCK_HEAD = 'SELECT seq, hash FROM audit_heads WHERE chain = $1 FOR UPDATE';
// Whoever appends after this without the lock is found out by the primary key of the events.
const FORESEE_HEAD = `SELECT h.chain, h.seq, h.hash FROM projects p JOIN audit_heads h ON h.chain = p.id::text
  WHERE p.key = $1`;
// The no-op update takes the row's lock where somebody else began the chain meanwhile.
const BEGIN_CHAIN = `INSERT INTO audit_heads (chain) VALUES ($1)
  ON CONFLICT (chain) DO UPDATE SET chain = excluded.chain RETURNING seq, hash`;
const APPEND = `WITH added AS (
    INSERT INTO audit_events (chain, seq, at, actor, action, resource, project_id, environment_id,
      request_id, event, previous_hash, hash)
    SELECT $1, * FROM unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
      $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[])
    RETURNING seq
  )
  UPDATE audit_heads SET seq = $13, hash = $14 WHERE chain = $1 AND (SELECT count(*) FROM added) > 0`;
const HEADS = 'SELECT chain, seq, hash FROM audit_heads ORDER BY chain';
const HEAD = 'SELECT seq, hash FROM audit_heads WHERE chain = $1';
const ROWS = `SELECT chain, seq, at, actor, action, resource, project_id AS "projectId",
    environment_id AS "environmentId", request_id AS "requestId", event,
    previous_hash AS "previousHash", hash
  FROM audit_events WHERE chain = $1 AND seq > $2 ORDER BY seq LIMIT $3`;
const SEARCH = `SELECT event, hash FROM audit_events
  WHERE ($1::uuid IS NULL OR project_id = $1)
    AND ($2::uuid IS NULL OR environment_id = $2)
    AND ($3::text IS NULL OR actor = $3 OR event::jsonb #>> '{actor,id}' = $3)
    AND ($4::text IS NULL OR action = $4 OR starts_with(action, $4 || '.'))
    AND ($5::text IS NULL OR resource = $5)
    AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
    AND ($8::boolean OR project_id = ANY ($9::uuid[])
      OR (project_id = ANY ($10::uuid[])
        AND (environment_id IS NULL OR environment_id = ANY ($11::uuid[]))))
    AND (chain <> 'global' OR $12::boolean)
    AND ($13::timestamptz IS NULL OR at < $13
      OR (at = $13 AND (chain > $14 OR (chain = $14 AND seq < $15))))
  ORDER BY at DESC, chain, seq DESC LIMIT $16`;

/** What a search selects by; `null` does not restrict. */
export interface AuditFilter {
  readonly projectId: string | null;
  readonly environmentId: string | null;
  readonly actor: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Sort keys of the last event of the page before. */
export type AuditPosition = readonly [at: string, chain: string, seq: number];

/** Rows of the audit chains. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Where the chain of a project ends at this moment; null where it has none. */
  async foreseeHead(sql: SqlClient, project: string): Promise<ForeseenHead | null> {
    const [head] = await sql.query<ForeseenHead>(FORESEE_HEAD, [project]);
    return head ?? null;
  }

  /** Locks the end of a chain; the last lock of a transaction. */
  async lockHead(sql: SqlClient, chain: string): Promise<ChainHead> {
    const [head] = await sql.query<ChainHead>(LOCK_HEAD, [chain]);
    if (head !== undefined) return head;
    const [begun] = await sql.query<ChainHead>(BEGIN_CHAIN, [chain]);
    return begun ?? { seq: 0, hash: '' };
  }

  append(sql: TransactionClient, rows: readonly ChainedRow[]): void {
    const last = rows.at(-1);
    if (!last) return;
    sql.send(APPEND, [
      last.chain,
      rows.map(({ seq }) => seq),
      rows.map(({ at }) => at),
      rows.map(({ actor }) => actor),
      rows.map(({ action }) => action),
      rows.map(({ resource }) => resource),
      rows.map(({ projectId }) => projectId),
      rows.map(({ environmentId }) => environmentId),
      rows.map(({ requestId }) => requestId),
      rows.map(({ event }) => event),
      rows.map(({ previousHash }) => previousHash),
      rows.map(({ hash }) => hash),
      last.seq,
      last.hash,
    ]);
  }

  heads(): Promise<(ChainHead & { readonly chain: string })[]> {
    return this.database.read(HEADS);
  }

  async head(sql: SqlClient, chain: string): Promise<ChainHead> {
    const [head] = await sql.query<ChainHead>(HEAD, [chain]);
    return head ?? { seq: 0, hash: '' };
  }

  rowsAfter(sql: SqlClient, chain: string, seq: number, limit: number): Promise<ChainedRow[]> {
    return sql.query<ChainedRow>(ROWS, [chain, seq, limit]);
  }

  search(
    filter: AuditFilter,
    visible: AuditVisibility,
    after: AuditPosition | null,
    limit: number,
  ): Promise<{ event: string; hash: string }[]> {
    return this.database.read(SEARCH, [
      filter.projectId,
      filter.environmentId,
      filter.actor,
      filter.action,
      filter.resource,
      filter.from,
      filter.to,
      visible.everyProject,
      visible.projects,
      visible.partialProjects,
      visible.environments,
      visible.globalChain,
      ...(after ?? [null, null, null]),
      limit,
    ]);
  }
}
