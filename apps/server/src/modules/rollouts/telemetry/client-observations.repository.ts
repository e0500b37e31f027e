import type { Database } from '../../../platform/database/database.js';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import { addTelemetry, NO_TELEMETRY, type ArmTelemetry } from '../domain/guards/telemetry-cell.js';
import type { ClientReport } from './client-window.js';
import { mergeLatencies, type StoredSketch } from './merge-latencies.js';

// The first two windows of a step are partly about the time before it. A step that is over takes none.
const ADD_CELL = `INSERT INTO rollout_client_cells (rollout_id, entry, at, replica, warm_up, treatment, control)
  SELECT r.id, $2, transaction_timestamp(), $3, (
      SELECT count(*) < 2 FROM (SELECT 1 FROM rollout_client_cells c
        WHERE c.rollout_id = r.id AND c.entry = $2 AND c.replica = $3 LIMIT 2) earlier
    ), $4, $5
  FROM rollouts r
  WHERE r.id = $1 AND r.state = 'running' AND r.position->'entry' = to_jsonb($2::integer)
  ON CONFLICT DO NOTHING RETURNING 1`;

const LOCK_TOTALS = `INSERT INTO rollout_client_totals AS t (rollout_id, entry, at, reports,
    treatment, control, treatment_latency, control_latency)
  VALUES ($1, $2, transaction_timestamp(), 0, $3, $3, '{}', '{}')
  ON CONFLICT (rollout_id, entry) DO UPDATE SET entry = t.entry
  RETURNING treatment, control, treatment_latency, control_latency`;

const SET_TOTALS = `UPDATE rollout_client_totals SET at = transaction_timestamp(), reports = reports + $3,
    treatment = $4, control = $5, treatment_latency = $6, control_latency = $7
  WHERE rollout_id = $1 AND entry = $2`;

const PRUNE = `DELETE FROM rollout_client_cells WHERE at < now() - interval '30 days'`;

interface TotalsRow {
  readonly treatment: ArmTelemetry;
  readonly control: ArmTelemetry;
  readonly treatment_latency: StoredSketch;
  readonly control_latency: StoredSketch;
}

/** Statements that store what client keys report: nothing here touches what server keys did. */
export class ClientObservationsRepository {
  constructor(private readonly database: Database) {}

  /** Stores the windows of one replica in one transaction; those of steps that are over drop out. */
  async save(replica: string, reports: readonly ClientReport[]): Promise<void> {
    const inOrder = [...reports].sort((a, b) => (a.watch.rollout < b.watch.rollout ? -1 : 1));
    await this.database.transaction(async (sql) => {
      for (const report of inOrder) await this.#add(sql, replica, report);
    });
  }

  /** Forgets what is too old to matter. */
  async prune(): Promise<void> {
    await this.database.read(PRUNE);
  }

  async #add(sql: SqlClient, replica: string, report: ClientReport): Promise<void> {
    const { watch, arms, latencies } = report;
    const step = [watch.rollout, watch.entry];
    const cell = [JSON.stringify(arms.treatment), JSON.stringify(arms.control)];
    if ((await sql.query(ADD_CELL, [...step, replica, ...cell])).length === 0) return;
    const none = JSON.stringify(NO_TELEMETRY);
    const [before] = await sql.query<TotalsRow>(LOCK_TOTALS, [...step, none]);
    if (before === undefined) return;
    await sql.query(SET_TOTALS, [
      ...step,
      report.reports,
      JSON.stringify(addTelemetry(before.treatment, arms.treatment)),
      JSON.stringify(addTelemetry(before.control, arms.control)),
      JSON.stringify(mergeLatencies(before.treatment_latency, latencies.treatment)),
      JSON.stringify(mergeLatencies(before.control_latency, latencies.control)),
    ]);
  }
}
