import type { SqlClient } from '../../platform/database/sql-client.js';
import type { AuditAppender, AuditBatch } from './audit-appender.js';
import type { PlannedRevision } from './plan-revisions.js';
import type { RecordingUnit } from './recording-unit.js';
import { saveHistory } from './save-history.js';
import { saveRevision } from './save-revision.js';

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
  const { actor, comment, now: at, histories: entries } = unit;
  const history = { entries, actor: actor.name, comment, at };
  const none = { ...history, entries: [] };
  const statements: Promise<unknown>[] = planned.map((each, index) =>
    saveRevision(sql, each, index === 0 ? history : none),
  );
  if (planned.length === 0 && entries.length > 0) statements.push(saveHistory(sql, history));
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
