import type { SqlClient } from '../../../platform/database/sql-client.js';
import { withBaseline } from '../domain/guards/baseline.js';
import { checkGuards, type GuardCheck } from '../domain/guards/check-guards.js';
import { explainSilence } from '../domain/guards/explain-silence.js';
import { healthOf } from '../domain/guards/health-of.js';
import type { StoredRollout } from '../stored-rollout.js';
import type { TelemetryRepository } from '../telemetry/telemetry.repository.js';

/** What guards are asked with. */
export interface GuardsAsked {
  readonly sql: SqlClient;
  readonly telemetry: TelemetryRepository;
  /** The database's clock, ms since the Unix epoch. */
  readonly now: number;
}

/** The rollout with what its guards know and say after everything that has come in; writes nothing. */
export async function askGuards(
  { sql, telemetry, now }: GuardsAsked,
  stored: StoredRollout,
): Promise<{ stored: StoredRollout; checks: readonly GuardCheck[] }> {
  const { id, rollout, settings } = stored;
  if (rollout.state === 'scheduled') {
    if (settings.startAt > now) return { stored, checks: [] };
    const cells = await telemetry.cellsBefore(sql, stored, now);
    const memory = withBaseline(stored.memory, settings.guards, cells);
    return { stored: { ...stored, memory }, checks: [] };
  }
  const from = stored.memory.readUntil;
  const { clients } = stored.memory;
  const [cells, clientCells, ids, readings, silences] = await Promise.all([
    telemetry.cells(sql, id, rollout.entry, { from, now }),
    clients === undefined
      ? []
      : telemetry.clientCells(sql, id, rollout.entry, { from: clients.readUntil, now }),
    telemetry.ids(sql, id, rollout.entry),
    telemetry.readings(sql, id, { from: readingsFrom(stored, now), now }),
    telemetry.silences(sql, id),
  ]);
  const inputs = { now, cells, clientCells, ids, readings };
  const checked = checkGuards(rollout, settings.guards, stored.memory, inputs);
  const checks = explainSilence(checked.checks, silences);
  const health = healthOf(checks.map(({ verdict }) => verdict));
  return { stored: { ...stored, memory: checked.memory, health }, checks };
}

/** Readings of the entry, no older than what still counts; the guards themselves know which they had. */
function readingsFrom({ settings, rollout }: StoredRollout, now: number): number {
  const back = Math.max(180_000, 6 * settings.checkEveryMs);
  return Math.max(now - back, rollout.stepStartedAt ?? 0);
}
