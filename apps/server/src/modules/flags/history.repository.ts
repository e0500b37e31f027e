import { Injectable } from '@nestjs/common';
import type { Json } from '@sluice/evaluator';
import { AppError } from '../../platform/errors/app-error.js';
import { Database } from '../../platform/database/database.js';
import type { SqlClient } from '../../platform/database/sql-client.js';

/** Whose history: a flag's own (environment null), or that of its configuration. */
export interface HistoryPlace {
  readonly flagId: string;
  readonly environmentId: string | null;
}

/** A version with the state it made and the one it replaced. */
export interface HistoryRow {
  readonly version: number;
  readonly actor: string;
  readonly comment: string;
  readonly created_at: Date;
  readonly before: Json;
  readonly after: Json;
}

const STATE = `SELECT state FROM flag_history
  WHERE flag_id = $1 AND environment_id IS NOT DISTINCT FROM $2::uuid AND version = $3`;

const PAGE = `SELECT h.version, h.actor, h.comment, h.created_at, p.state AS before, h.state AS after
  FROM flag_history h
  LEFT JOIN flag_history p ON p.flag_id = h.flag_id AND p.version = h.version - 1
    AND p.environment_id IS NOT DISTINCT FROM h.environment_id
  WHERE h.flag_id = $1 AND h.environment_id IS NOT DISTINCT FROM $2::uuid
    AND ($3::int IS NULL OR h.version < $3)
  ORDER BY h.version DESC LIMIT $4`;

/** Rows of `flag_history`. */
@Injectable()
export class HistoryRepository {
  constructor(private readonly database: Database) {}

  /** The state of one version; `NOT_FOUND` where there is none. */
  async state<T>(sql: SqlClient, place: HistoryPlace, version: number): Promise<T> {
    const params = [place.flagId, place.environmentId, version];
    const [row] = await sql.query<{ state: T }>(STATE, params);
    if (row === undefined)
      throw new AppError('NOT_FOUND', { version }, { message: `There is no version ${version}.` });
    return row.state;
  }

  /** Versions below `before`, newest first. */
  async page(place: HistoryPlace, before: number | null, limit: number): Promise<HistoryRow[]> {
    return this.database.read(PAGE, [place.flagId, place.environmentId, before, limit]);
  }
}
