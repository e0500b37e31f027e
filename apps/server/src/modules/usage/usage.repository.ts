import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { aggregateBatches, type UsageRows } from './domain/aggregate-batches.js';
import type { PendingBatch } from './domain/pending-batch.js';

const CLAIM = `INSERT INTO event_batches (id) SELECT id FROM unnest($1::uuid[]) AS b (id) ORDER BY id
  ON CONFLICT DO NOTHING RETURNING id`;

// Flags are stored by id; keys that the project does not have (any more) drop out.
const FLAG_ROWS = `FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::bigint[])
    AS r (environment_id, flag, variant, reason, at, count)
  JOIN environments e ON e.id = r.environment_id
  JOIN flags f ON f.project_id = e.project_id AND f.key = r.flag`;

const ADD_COUNTS = `INSERT INTO evaluation_counts AS c (environment_id, flag_id, variant, reason, hour, count)
  SELECT r.environment_id, f.id, r.variant, r.reason, r.at, r.count ${FLAG_ROWS} ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (environment_id, flag_id, variant, reason, hour) DO UPDATE SET count = c.count + excluded.count`;

const SET_LAST = `INSERT INTO last_evaluations AS l (environment_id, flag_id, variant, at)
  SELECT r.environment_id, f.id, r.variant, r.at ${FLAG_ROWS} ORDER BY 1, 2, 3
  ON CONFLICT (environment_id, flag_id, variant) DO UPDATE SET at = greatest(l.at, excluded.at)`;

// Keys are strangers' text: at most a thousand per environment are kept.
const ADD_UNKNOWN = `INSERT INTO unknown_flags AS u (environment_id, key, count)
  SELECT r.environment_id, r.flag, r.count
  FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS r (environment_id, flag, count)
  JOIN environments e ON e.id = r.environment_id
  WHERE (SELECT count(*) FROM unknown_flags k WHERE k.environment_id = r.environment_id) < 1000
    OR EXISTS (SELECT FROM unknown_flags k WHERE k.environment_id = r.environment_id AND k.key = r.flag)
  ORDER BY 1, 2
  ON CONFLICT (environment_id, key) DO UPDATE SET count = u.count + excluded.count, last_seen_at = now()`;

const PRUNE = [
  `DELETE FROM event_batches WHERE received_at < now() - interval '1 hour'`,
  `DELETE FROM evaluation_counts WHERE hour < now() - interval '90 days'`,
  `DELETE FROM unknown_flags WHERE last_seen_at < now() - interval '30 days'`,
];

/** Statements that write usage. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /** Stores batches in one transaction; those that were stored before, by any replica, count no second time. */
  async save(batches: readonly PendingBatch[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const claimed = await sql.query<{ id: string }>(CLAIM, [batches.map(({ id }) => id)]);
      const fresh = new Set(claimed.map(({ id }) => id));
      await addRows(sql, aggregateBatches(batches.filter(({ id }) => fresh.has(id))));
    });
  }

  /** Forgets what is too old to matter. */
  async prune(): Promise<void> {
    for (const statement of PRUNE) await this.database.read(statement);
  }
}

async function addRows(sql: SqlClient, { counts, last, unknown }: UsageRows): Promise<void> {
  if (counts.length > 0) {
    await sql.query(ADD_COUNTS, [
      counts.map(({ environmentId }) => environmentId),
      counts.map(({ flag }) => flag),
      counts.map(({ variant }) => variant),
      counts.map(({ reason }) => reason),
      counts.map(({ hourMs }) => new Date(hourMs)),
      counts.map(({ count }) => count),
    ]);
    await sql.query(SET_LAST, [
      last.map(({ environmentId }) => environmentId),
      last.map(({ flag }) => flag),
      last.map(({ variant }) => variant),
      last.map(() => ''),
      last.map(({ atMs }) => new Date(atMs)),
      last.map(() => 0),
    ]);
  }
  if (unknown.length > 0) {
    await sql.query(ADD_UNKNOWN, [
      unknown.map(({ environmentId }) => environmentId),
      unknown.map(({ flag }) => flag),
      unknown.map(({ count }) => count),
    ]);
  }
}
