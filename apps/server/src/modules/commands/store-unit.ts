import type { SqlClient } from '../../platform/database/sql-client.js';
import { saveRevision } from '../wire/index.js';
import type { AuditAppender, AuditBatch } from './audit-appender.js';
import type { PlannedRevision } from './plan-revisions.js';
import type { RecordingUnit } from './recording-unit.js';

const SAVE_HISTORY = `INSERT INTO flag_history (flag_id, environment_id, version, state, actor, comment, created_at)
  SELECT flag_id, environment_id, version, state, $5, $6, $7
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[])
    AS entry (flag_id, environment_id, version, state)`;

const NOTIFY = `SELECT pg_notify(channel, payload)
  FROM unnest($1::text[], $2::text[]) AS message (channel, payload)`;

/**
 * The statements that store what a unit did, in the order in which they must reach the database; the
 * audit heads are locked last. They are sent without waiting for each other: the first failure fails
 * all that follow it.
 */
export function storeUnit(
  sql: SqlClient,
  unit: RecordingUnit,
  planned: readonly PlannedRevision[],
  auditor: AuditAppender,
): Promise<unknown>[] {
  const statements: Promise<unknown>[] = planned.map(({ revision, plan }) =>
    saveRevision(sql, revision, plan),
  );
  if (unit.histories.length > 0) statements.push(saveHistory(sql, unit));
  if (unit.notifications.length > 0)
    statements.push(
      sql.query(NOTIFY, [
        unit.notifications.map(({ channel }) => channel),
        unit.notifications.map(({ payload }) => payload),
      ]),
    );
  if (unit.audits.length > 0) statements.push(appendAudits(sql, unit, auditor));
  return statements;
}

function saveHistory(sql: SqlClient, unit: RecordingUnit): Promise<unknown> {
  const { histories } = unit;
  return sql.query(SAVE_HISTORY, [
    histories.map(({ flagId }) => flagId),
    histories.map(({ environmentId }) => environmentId),
    histories.map(({ version }) => version),
    histories.map(({ state }) => JSON.stringify(state)),
    unit.actor.name,
    unit.comment,
    unit.now,
  ]);
}

/** One chain after the other, in the order of their names, so that two writers never wait for each other's head. */
async function appendAudits(
  sql: SqlClient,
  unit: RecordingUnit,
  auditor: AuditAppender,
): Promise<void> {
  const chains = new Map<string, AuditBatch & { entries: AuditBatch['entries'][number][] }>();
  const { actor, requestId, comment, now: at } = unit;
  for (const entry of unit.audits) {
    const chain = entry.projectId ?? 'global';
    const batch = chains.get(chain) ?? { chain, actor, requestId, comment, at, entries: [] };
    batch.entries.push(entry);
    chains.set(chain, batch);
  }
  for (const chain of [...chains.keys()].sort()) {
    const batch = chains.get(chain);
    if (batch !== undefined) await auditor.append(sql, batch);
  }
}
