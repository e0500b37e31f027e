import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';
import type { SegmentState } from './domain/segment-state.js';
import {
  SEGMENT_COLUMNS,
  SUMMARY_COLUMNS,
  type StoredSegment,
  type SummaryRow,
} from './segment.row.js';

const FIND = `SELECT ${SEGMENT_COLUMNS} FROM segments s WHERE s.environment_id = $1 AND s.key = $2`;

const INSERT = `INSERT INTO segments AS s (environment_id, key, name, description, by_attribute, included, excluded, rules)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (environment_id, key) DO NOTHING RETURNING ${SEGMENT_COLUMNS}`;

const UPDATE = `UPDATE segments s SET name = $2, description = $3, by_attribute = $4, included = $5,
    excluded = $6, rules = $7, version = version + 1, updated_at = $8
  WHERE id = $1 RETURNING ${SEGMENT_COLUMNS}`;

const DELETE = `DELETE FROM segments WHERE id = $1`;

// A leaf value that happens to be an object {"segment": …} cannot be stored, so the path finds conditions only.
const USED_BY = `SELECT f.key FROM flag_configs c JOIN flags f ON f.id = c.flag_id
  WHERE c.environment_id = $1 AND f.archived_at IS NULL
    AND jsonb_path_exists(c.rules, '$.**.segment ? (@ == $key)', jsonb_build_object('key', $2::text))
  ORDER BY f.key`;

const PAGE = `SELECT ${SUMMARY_COLUMNS} FROM segments s
  WHERE s.environment_id = $1 AND ($2::text IS NULL OR s.key > $2)
    AND ($3::text IS NULL OR strpos(lower(s.key || ' ' || s.name || ' ' || s.description), lower($3)) > 0)
  ORDER BY s.key LIMIT $4`;

/** What a list of segments selects by; `null` does not restrict. */
export interface SegmentFilter {
  readonly environmentId: string;
  readonly after: string | null;
  readonly search: string | null;
  readonly limit: number;
}

/** Rows of `segments`. */
@Injectable()
export class SegmentsRepository {
  constructor(private readonly database: Database) {}

  /** The segment with this key; null where there is none. */
  async find(sql: SqlClient, environmentId: string, key: string): Promise<StoredSegment | null> {
    return (await sql.query<StoredSegment>(FIND, [environmentId, key]))[0] ?? null;
  }

  /** The new segment; null where the key is taken. */
  async insert(
    sql: SqlClient,
    place: { readonly environmentId: string; readonly key: string },
    state: SegmentState,
  ): Promise<StoredSegment | null> {
    const params = [place.environmentId, place.key, ...columnsOf(state)];
    return (await sql.query<StoredSegment>(INSERT, params))[0] ?? null;
  }

  /** The segment in its new state, with the next version. */
  async update(sql: SqlClient, id: string, state: SegmentState, now: Date): Promise<StoredSegment> {
    const [row] = await sql.query<StoredSegment>(UPDATE, [id, ...columnsOf(state), now]);
    if (row === undefined) throw new Error('a segment vanished under its lock');
    return row;
  }

  async delete(sql: SqlClient, id: string): Promise<void> {
    await sql.query(DELETE, [id]);
  }

  /** Keys of the live flags of the environment that name the segment. */
  async usedBy(sql: SqlClient, environmentId: string, key: string): Promise<string[]> {
    const rows = await sql.query<{ key: string }>(USED_BY, [environmentId, key]);
    return rows.map((row) => row.key);
  }

  /** Reads outside of any write. */
  get reading(): SqlClient {
    return { query: (text, params) => this.database.read(text, params) };
  }

  async page({ environmentId, after, search, limit }: SegmentFilter): Promise<SummaryRow[]> {
    return this.database.read<SummaryRow>(PAGE, [environmentId, after, search, limit]);
  }
}

function columnsOf(state: SegmentState): unknown[] {
  return [
    state.name,
    state.description,
    state.by,
    JSON.stringify(state.included),
    JSON.stringify(state.excluded),
    JSON.stringify(state.rules),
  ];
}
