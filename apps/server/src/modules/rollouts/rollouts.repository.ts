import { Injectable } from '@nestjs/common';
import type { Json } from '@sluice/evaluator';
import type { SqlClient } from '../../platform/database/sql-client.js';
import { nextCheckMs } from './domain/guards/next-check-ms.js';
import { isTerminal } from './domain/machine/transitions.js';
import { isDue } from './is-due.js';
import { positionOf, ROLLOUT_COLUMNS, rolloutOfRow, type RolloutRow } from './rollout.rows.js';
import type { StoredRollout, StoredTransition } from './stored-rollout.js';

const ACTIVE = `r.state IN ('scheduled', 'running', 'paused')`;

const LOCK = `SELECT ${ROLLOUT_COLUMNS} FROM rollouts r
  WHERE r.id = $1 AND r.environment_id = $2 FOR UPDATE`;

const PEEK = `SELECT ${ROLLOUT_COLUMNS}, clock_timestamp() AS now FROM rollouts r
  WHERE r.id = $1 AND r.state = 'running'`;

// Whoever comes second finds the row locked, or no longer due, and goes on to the next.
const CLAIM = `SELECT ${ROLLOUT_COLUMNS}, c.enabled, f.on_shutdown FROM rollouts r
    JOIN flags f ON f.id = r.flag_id
    JOIN flag_configs c ON c.flag_id = r.flag_id AND c.environment_id = r.environment_id
  WHERE r.id = $1 AND r.environment_id = $2 AND r.state IN ('scheduled', 'running')
    AND ${isDue('$3::timestamptz')} FOR UPDATE OF r SKIP LOCKED`;

const ACTIVE_OF_FLAG = `SELECT ${ROLLOUT_COLUMNS} FROM rollouts r
  WHERE r.flag_id = $1 AND r.environment_id = ANY($2::uuid[]) AND ${ACTIVE} ORDER BY r.id FOR UPDATE`;

const BEGUN = `SELECT ${ROLLOUT_COLUMNS} FROM rollouts r
  WHERE r.environment_id = ANY($1::uuid[]) AND r.state IN ('running', 'paused') ORDER BY r.id FOR UPDATE`;

const ANY_BEGUN = `SELECT FROM rollouts WHERE state IN ('running', 'paused') LIMIT 1`;

const INSERT = `INSERT INTO rollouts (id, environment_id, flag_id, rule_id, state, position, settings,
    evidence, next_check_at, next_probe_at, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)`;

const UPDATE = `UPDATE rollouts SET state = $2, position = $3, evidence = $4, health = $5, sequence = $6,
    next_check_at = $7, ended_at = $8 WHERE id = $1`;

const ADD_TRANSITION = `INSERT INTO rollout_transitions (rollout_id, sequence, at, actor, event, from_state,
    to_state, from_percentage, percentage, step, records, evidence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

const ADD_CHECK = `INSERT INTO rollout_checks (rollout_id, at, entry, health, readings)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

const LAST_CHECK = `SELECT at, entry, health, readings FROM rollout_checks
  WHERE rollout_id = $1 ORDER BY at DESC LIMIT 1`;

const WAS_EVALUATED = `SELECT 1 FROM last_evaluations
  WHERE flag_id = $1 AND environment_id = $2 AND at > $3 LIMIT 1`;

/** A rollout whose check is due, with what of its flag decides whether anybody gets it. */
export interface ClaimedRollout {
  readonly stored: StoredRollout;
  readonly enabled: boolean;
  readonly onShutdown: 'off' | 'keep';
}

type ClaimedRow = RolloutRow & { readonly enabled: boolean; readonly on_shutdown: 'off' | 'keep' };

/** Rows of rollouts within a write; whoever calls holds the environment's lock (streaming.md, "Write path"). */
@Injectable()
export class RolloutsRepository {
  /** The rollout, locked; null where the environment has none of this id. */
  async lock(sql: SqlClient, id: string, environmentId: string): Promise<StoredRollout | null> {
    const [row] = await sql.query<RolloutRow>(LOCK, [id, environmentId]);
    return row === undefined ? null : rolloutOfRow(row);
  }

  /** A running rollout as it stands, not locked, with the database's clock; null where it does not run. */
  async peek(sql: SqlClient, id: string): Promise<{ stored: StoredRollout; now: Date } | null> {
    const [row] = await sql.query<RolloutRow & { readonly now: Date }>(PEEK, [id]);
    return row === undefined ? null : { stored: rolloutOfRow(row), now: row.now };
  }

  /** The rollout, locked, if its check is due and nobody else has it; else null. */
  async claim(
    sql: SqlClient,
    id: string,
    { environmentId, now }: { readonly environmentId: string; readonly now: Date },
  ): Promise<ClaimedRollout | null> {
    const [row] = await sql.query<ClaimedRow>(CLAIM, [id, environmentId, now]);
    if (row === undefined) return null;
    return { stored: rolloutOfRow(row), enabled: row.enabled, onShutdown: row.on_shutdown };
  }

  /** Rollouts of a flag that have not ended, in these environments, locked. */
  async activeOfFlag(
    sql: SqlClient,
    flagId: string,
    environmentIds: readonly string[],
  ): Promise<StoredRollout[]> {
    const rows = await sql.query<RolloutRow>(ACTIVE_OF_FLAG, [flagId, environmentIds]);
    return rows.map(rolloutOfRow);
  }

  /** Rollouts of these environments that have begun and not ended, locked. */
  async begunIn(sql: SqlClient, environmentIds: readonly string[]): Promise<StoredRollout[]> {
    return (await sql.query<RolloutRow>(BEGUN, [environmentIds])).map(rolloutOfRow);
  }

  /** Whether a rollout anywhere has begun and not ended. */
  async hasBegun(sql: SqlClient): Promise<boolean> {
    return (await sql.query(ANY_BEGUN)).length > 0;
  }

  async insert(sql: SqlClient, stored: StoredRollout): Promise<void> {
    const { rollout, settings, memory } = stored;
    await sql.query(INSERT, [
      stored.id,
      stored.environmentId,
      stored.flagId,
      stored.ruleId,
      rollout.state,
      JSON.stringify(positionOf(rollout)),
      JSON.stringify(settings),
      JSON.stringify(memory),
      new Date(settings.startAt),
      stored.createdAt,
      stored.createdBy,
    ]);
  }

  /** Stores where a rollout is after a check or an event, and when the next check is due. */
  async save(sql: SqlClient, stored: StoredRollout, now: Date): Promise<void> {
    const { rollout, settings } = stored;
    const waits = rollout.state === 'scheduled' && settings.startAt > now.getTime();
    const pauseMs = nextCheckMs(stored.health, settings.checkEveryMs);
    const next = waits ? settings.startAt : now.getTime() + pauseMs;
    await sql.query(UPDATE, [
      stored.id,
      rollout.state,
      JSON.stringify(positionOf(rollout)),
      JSON.stringify(stored.memory),
      JSON.stringify(stored.health),
      stored.sequence,
      new Date(next),
      stored.endedAt ?? (isTerminal(rollout.state) ? now : null),
    ]);
  }

  async addTransition(sql: SqlClient, id: string, entry: StoredTransition): Promise<void> {
    await sql.query(ADD_TRANSITION, [
      id,
      entry.sequence,
      entry.at,
      entry.actor,
      entry.event,
      entry.fromState,
      entry.toState,
      entry.fromPercentage,
      entry.percentage,
      entry.step,
      JSON.stringify(entry.records),
      JSON.stringify(entry.evidence),
    ]);
  }

  async addCheck(
    sql: SqlClient,
    { id, rollout, health }: StoredRollout,
    check: { readonly at: Date; readonly readings: unknown },
  ): Promise<void> {
    const { at, readings } = check;
    await sql.query(ADD_CHECK, [
      id,
      at,
      rollout.entry,
      JSON.stringify(health),
      JSON.stringify(readings),
    ]);
  }

  /** The latest check as it was stored, JSON; null before the first. */
  async lastCheck(sql: SqlClient, id: string): Promise<Json> {
    const [check] = await sql.query<{ at: Date }>(LAST_CHECK, [id]);
    return check === undefined ? null : { ...check, at: check.at.toISOString() };
  }

  /** Whether any SDK has reported evaluations of the flag since then. */
  async wasEvaluated(
    sql: SqlClient,
    flagId: string,
    { environmentId, since }: { readonly environmentId: string; readonly since: Date },
  ): Promise<boolean> {
    return (await sql.query(WAS_EVALUATED, [flagId, environmentId, since])).length > 0;
  }
}
