import { Injectable } from '@nestjs/common';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import type { GuardMetric } from '../domain/guards/guard.js';

const REMEMBER = `INSERT INTO pushed_health (environment_id, flag_id, metric, at)
  SELECT $1, $2, m, $4 FROM unnest($3::text[]) AS p (m)
  ON CONFLICT (environment_id, flag_id, metric) DO UPDATE SET at = excluded.at`;

const METRICS_SINCE = `SELECT metric FROM pushed_health
  WHERE environment_id = $1 AND flag_id = $2 AND at > $3`;

/** A flag in one environment. */
export interface FlagPlace {
  readonly environmentId: string;
  readonly flagId: string;
}

/** When health was last pushed about a flag, with or without a rollout to take it. */
@Injectable()
export class PushedHealthRepository {
  async remember(
    sql: SqlClient,
    { environmentId, flagId }: FlagPlace,
    metrics: readonly GuardMetric[],
    at: Date,
  ): Promise<void> {
    await sql.query(REMEMBER, [environmentId, flagId, metrics, at]);
  }

  /** Metrics that were pushed since then. */
  async metricsSince(
    sql: SqlClient,
    { environmentId, flagId }: FlagPlace,
    since: Date,
  ): Promise<Set<string>> {
    const params = [environmentId, flagId, since];
    const rows = await sql.query<{ metric: string }>(METRICS_SINCE, params);
    return new Set(rows.map(({ metric }) => metric));
  }
}
