import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { EnvironmentPlan } from '../wire/index.js';
import { historyColumns, type HistoryBatch } from './save-history.js';

/** The next revision of an environment, as its row and its log row will say. */
export interface Revision {
  readonly environmentId: string;
  readonly epoch: string;
  readonly revision: number;
  readonly digests: { readonly server: number; readonly client: number };
  readonly shutdown: ShutdownChange | null;
}

export interface ShutdownChange {
  readonly on: boolean;
  readonly reason: string;
  readonly by: string;
}

// NOTIFY is sent by PostgreSQL when, and only when, the transaction commits.
const SAVE_REVISION = `WITH log AS (
    INSERT INTO change_log (environment_id, epoch, revision, server_changes, client_changes, digest_server, digest_client)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
  ), put AS (
    INSERT INTO wire_items (environment_id, view, kind, key, version, body)
    SELECT $1, view, kind, key, $3, body
    FROM unnest($8::text[], $9::text[], $10::text[], $11::text[]) AS item (view, kind, key, body)
    ON CONFLICT (environment_id, view, kind, key)
    DO UPDATE SET version = excluded.version, body = excluded.body
  ), gone AS (
    DELETE FROM wire_items w
    USING unnest($12::text[], $13::text[], $14::text[]) AS item (view, kind, key)
    WHERE w.environment_id = $1 AND w.view = item.view AND w.kind = item.kind AND w.key = item.key
  ), past AS (
    INSERT INTO flag_history (flag_id, environment_id, version, state, actor, comment, created_at)
    SELECT flag_id, environment_id, version, state, $22, $23, $24
    FROM unnest($18::uuid[], $19::uuid[], $20::int[], $21::jsonb[])
      AS entry (flag_id, environment_id, version, state)
  )
  UPDATE environments SET epoch = $2, revision = $3, digest_server = $6, digest_client = $7,
    shutdown = coalesce($15, shutdown),
    shutdown_reason = CASE WHEN $15 IS NULL THEN shutdown_reason WHEN $15 THEN $16 END,
    shutdown_by = CASE WHEN $15 IS NULL THEN shutdown_by WHEN $15 THEN $17 END,
    shutdown_at = CASE WHEN $15 IS NULL THEN shutdown_at WHEN $15 THEN now() END
  WHERE id = $1
  RETURNING pg_notify('sluice_changes', id::text || ' ' || revision::text)`;

const VIEWS = ['server', 'client'] as const;

/** Stores a revision: the items of both views, the log row, history, the environment's row, and its NOTIFY. One statement: each costs a round trip. */
export function saveRevision(
  sql: TransactionClient,
  { revision, plan }: { readonly revision: Revision; readonly plan: EnvironmentPlan },
  history: HistoryBatch,
): void {
  const put = VIEWS.flatMap((view) => plan[view].put.map((item) => ({ view, ...item })));
  const gone = VIEWS.flatMap((view) => plan[view].drop.map((item) => ({ view, ...item })));
  const { shutdown } = revision;
  sql.send(SAVE_REVISION, [
    revision.environmentId,
    revision.epoch,
    revision.revision,
    JSON.stringify(plan.server.changes),
    JSON.stringify(plan.client.changes),
    revision.digests.server,
    revision.digests.client,
    put.map((item) => item.view),
    put.map((item) => item.kind),
    put.map((item) => item.key),
    put.map((item) => item.body),
    gone.map((item) => item.view),
    gone.map((item) => item.kind),
    gone.map((item) => item.key),
    shutdown?.on ?? null,
    shutdown?.reason ?? null,
    shutdown?.by ?? null,
    ...historyColumns(history),
  ]);
}
