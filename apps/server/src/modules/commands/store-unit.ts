import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { AuditAppender, AuditBatch, ForeseenHead } from './audit-appender.js';
import type { ChangeOutbox } from './change-outbox.js';
import type { PlannedRevision } from './plan-revisions.js';
import type { RecordingUnit } from './recording-unit.js';
import { saveHistory } from './save-history.js';
import { saveRevision } from './save-revision.js';

const NOTIFY = `SELECT pg_notify(channel, payload)
  FROM unnest($1::text[], $2::text[]) AS message (channel, payload)`;

/** Who is told of a write inside its transaction. */
export interface Witnesses {
  readonly auditor: AuditAppender;
  readonly outbox: ChangeOutbox | null;
}

/** Who is told, with what was foreseen of them. */
export interface AwaitedWitnesses extends Witnesses {
  readonly head: ForeseenHead | null;
  readonly heard: boolean;
}

/**
 * Sends what stores the doings of a unit, in the order in which it must reach the database; the audit
 * chains come last, and only for the end of one that was not foreseen it waits.
 */
export async function storeUnit(
  sql: TransactionClient,
  unit: RecordingUnit,
  planned: readonly PlannedRevision[],
  { auditor, outbox, head, heard }: AwaitedWitnesses,
): Promise<void> {
  const { actor, comment, now: at, histories: entries, notifications } = unit;
  const history = { entries, actor: actor.name, comment, at };
  const none = { ...history, entries: [] };
  for (const [index, each] of planned.entries()) {
    saveRevision(sql, each, index === 0 ? history : none);
    // Large parameters take seconds to encode; what is encoded must leave before the next begins.
    if (each.marks.everything) await nextTurn();
  }
  if (planned.length === 0 && entries.length > 0) saveHistory(sql, history);
  if (notifications.length > 0)
    sql.send(NOTIFY, [
      notifications.map(({ channel }) => channel),
      notifications.map(({ payload }) => payload),
    ]);
  await appendAudits(sql, unit, auditor, head);
  if (heard) await outbox?.tell(sql, unit);
}

/** One chain after the other, in the order of their names, so that two writers never wait for each other's head. */
async function appendAudits(
  sql: TransactionClient,
  unit: RecordingUnit,
  auditor: AuditAppender,
  head: ForeseenHead | null,
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
    if (batch !== undefined) await auditor.append(sql, batch, head);
  }
}
