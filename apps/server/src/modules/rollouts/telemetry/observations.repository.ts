import type { Database } from '../../../platform/database/database.js';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import { mergeIdSamples } from '../domain/statistics/id-sample.js';
import { mergeLatencies, type StoredSketch } from './merge-latencies.js';
import { addValues, type ValuesRow } from './observed-values.js';
import { reportsOf, type EntryReport, type ObservedBatch } from './observed-batch.js';

const CLAIM = `INSERT INTO rollout_batches (id) SELECT id FROM unnest($1::uuid[]) AS b (id) ORDER BY id
  ON CONFLICT DO NOTHING RETURNING id`;

const KNOWN = `SELECT id, environment_id, position->'entry' AS entry FROM rollouts
  WHERE id = ANY($1::uuid[]) AND state IN ('scheduled', 'running', 'paused')`;

// The first two reports of an instance about an entry are partly about the time before it.
const ADD_CELLS = `INSERT INTO rollout_cells (rollout_id, entry, at, instance, warm_up, treatment, control)
  SELECT $1, $2, transaction_timestamp(), r.instance, (
      SELECT count(*) < 2 FROM (SELECT 1 FROM rollout_cells c
        WHERE c.rollout_id = $1 AND c.entry = $2 AND c.instance = r.instance LIMIT 2) earlier
    ), r.treatment::jsonb, r.control::jsonb
  FROM unnest($3::text[], $4::text[], $5::text[]) AS r (instance, treatment, control)
  ON CONFLICT DO NOTHING`;

const LOCK_SAMPLE = `INSERT INTO rollout_samples AS s (rollout_id, entry) VALUES ($1, $2)
  ON CONFLICT (rollout_id, entry) DO UPDATE SET entry = s.entry
  RETURNING treatment_ids, control_ids, treatment_latency, control_latency, treatment_values, control_values`;

const SET_SAMPLE = `UPDATE rollout_samples SET treatment_ids = $3, control_ids = $4,
  treatment_latency = $5, control_latency = $6, treatment_values = $7, control_values = $8 WHERE rollout_id = $1 AND entry = $2`;

const PRUNE = [
  `DELETE FROM rollout_batches WHERE received_at < now() - interval '1 hour'`,
  `DELETE FROM rollout_cells WHERE at < now() - interval '30 days'`,
  `DELETE FROM rollout_checks WHERE at < now() - interval '30 days'`,
  `DELETE FROM rollout_readings WHERE at < now() - interval '30 days'`,
];

interface SampleRow extends ValuesRow {
  readonly treatment_ids: number[];
  readonly control_ids: number[];
  readonly treatment_latency: StoredSketch;
  readonly control_latency: StoredSketch;
}

/** Statements that store what SDKs saw. */
export class ObservationsRepository {
  constructor(private readonly database: Database) {}

  /** Stores batches in one transaction; those stored before, by any replica, and those about unknown rollouts count nothing. */
  async save(batches: readonly ObservedBatch[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const claimed = await sql.query<{ id: string }>(CLAIM, [batches.map(({ id }) => id)]);
      const fresh = new Set(claimed.map(({ id }) => id));
      const entries = await this.#entries(sql, batches);
      const reports = reportsOf(
        uniqueOf(batches).filter(({ id }) => fresh.has(id)),
        ({ rollout, entry }, environmentId) => {
          const known = entries.get(rollout);
          return known?.environmentId === environmentId && entry <= Number(known.entry);
        },
      );
      for (const report of reports) await this.#add(sql, report);
    });
  }

  /** Forgets what is too old to matter. */
  async prune(): Promise<void> {
    for (const statement of PRUNE) await this.database.read(statement);
  }

  async #entries(
    sql: SqlClient,
    batches: readonly ObservedBatch[],
  ): Promise<Map<string, { environmentId: string; entry: unknown }>> {
    const ids = new Set(batches.flatMap((one) => one.observations.map(({ rollout }) => rollout)));
    const rows = await sql.query<{ id: string; environment_id: string; entry: unknown }>(KNOWN, [
      [...ids],
    ]);
    return new Map(
      rows.map(({ id, environment_id, entry }) => [id, { environmentId: environment_id, entry }]),
    );
  }

  async #add(sql: SqlClient, report: EntryReport): Promise<void> {
    const { rollout, entry, cells, ids, latencies, values } = report;
    const rows = [...cells];
    await sql.query(ADD_CELLS, [
      rollout,
      entry,
      rows.map(([instance]) => instance),
      rows.map(([, { treatment }]) => JSON.stringify(treatment)),
      rows.map(([, { control }]) => JSON.stringify(control)),
    ]);
    const [row] = await sql.query<SampleRow>(LOCK_SAMPLE, [rollout, entry]);
    if (row === undefined) return;
    const before = {
      treatment: row.treatment_ids.map(Number),
      control: row.control_ids.map(Number),
    };
    const sample = mergeIdSamples(before, ids);
    await sql.query(SET_SAMPLE, [
      rollout,
      entry,
      sample.treatment,
      sample.control,
      JSON.stringify(mergeLatencies(row.treatment_latency, latencies.treatment)),
      JSON.stringify(mergeLatencies(row.control_latency, latencies.control)),
      JSON.stringify(addValues(row.treatment_values, values.treatment)),
      JSON.stringify(addValues(row.control_values, values.control)),
    ]);
  }
}

/** The first of each batch: a repetition may come in the same round. */
function uniqueOf(batches: readonly ObservedBatch[]): ObservedBatch[] {
  return [...new Map([...batches].reverse().map((batch) => [batch.id, batch])).values()];
}
