import type { Shutdown, ShutdownHolder } from '@sluice/protocol';
import type { SqlClient } from '../../platform/database/sql-client.js';

const STATES = `SELECT p.key AS project, e.key AS environment, e.shutdown, e.shutdown_reason,
    e.shutdown_by, e.shutdown_at
  FROM environments e JOIN projects p ON p.id = e.project_id
  WHERE p.key = $1 AND ($2::text IS NULL OR e.key = $2) ORDER BY e.position, e.key`;

// The time after which a holder that stopped beating no longer holds (api.md).
const HOLDERS = `SELECT id, host, beat_at FROM replicas
  WHERE holds_shutdown AND beat_at > now() - interval '30 seconds' ORDER BY host, id`;

interface StateRow {
  readonly project: string;
  readonly environment: string;
  readonly shutdown: boolean;
  readonly shutdown_reason: string | null;
  readonly shutdown_by: string | null;
  readonly shutdown_at: Date | null;
}

/** Statements about the shutdown of environments and who holds it. */
export class ShutdownRepository {
  /** One environment, or with `null` all of the project, by position. */
  async states(sql: SqlClient, project: string, environment: string | null): Promise<Shutdown[]> {
    const rows = await sql.query<StateRow>(STATES, [project, environment]);
    return rows.map((row) => ({
      project: row.project,
      environment: row.environment,
      shutdown: row.shutdown,
      reason: row.shutdown_reason,
      by: row.shutdown_by,
      at: row.shutdown_at?.toISOString() ?? null,
    }));
  }

  /** Replicas whose EMERGENCY_SHUTDOWN has been seen within 30 s. */
  async holders(sql: SqlClient): Promise<ShutdownHolder[]> {
    const rows = await sql.query<{ id: string; host: string; beat_at: Date }>(HOLDERS);
    return rows.map(({ id, host, beat_at }) => ({
      replica: id,
      host,
      beatAt: beat_at.toISOString(),
    }));
  }
}
