import type { TransactionClient } from '../../platform/database/sql-client.js';
import type { HistoryEntry } from './write-unit.js';

/** Versions that a write made, with what they have in common. */
export interface HistoryBatch {
  readonly entries: readonly HistoryEntry[];
  readonly actor: string;
  readonly comment: string;
  readonly at: Date;
}

const SAVE_HISTORY = `INSERT INTO flag_history (flag_id, environment_id, version, state, actor, comment, created_at)
  SELECT flag_id, environment_id, version, state, $5, $6, $7
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[])
    AS entry (flag_id, environment_id, version, state)`;

/** The batch as parameters: four columns of entries, then actor, comment and time. */
export function historyColumns({ entries, actor, comment, at }: HistoryBatch): unknown[] {
  return [
    entries.map(({ flagId }) => flagId),
    entries.map(({ environmentId }) => environmentId),
    entries.map(({ version }) => version),
    entries.map(({ state }) => JSON.stringify(state)),
    actor,
    comment,
    at,
  ];
}

/** Stores history where no revision is stored that it could travel with. */
export function saveHistory(sql: TransactionClient, batch: HistoryBatch): void {
  sql.send(SAVE_HISTORY, historyColumns(batch));
}
