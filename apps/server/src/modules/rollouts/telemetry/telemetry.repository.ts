import { Injectable } from '@nestjs/common';
import type { SqlClient } from '../../../platform/database/sql-client.js';
import type { AbsoluteReading } from '../domain/guards/absolute-guard.js';
import { BASELINE_MS } from '../domain/guards/baseline.js';
import type { Silence } from '../domain/guards/explain-silence.js';
import {
  NO_TELEMETRY,
  type ArmTelemetry,
  type TelemetryCell,
} from '../domain/guards/telemetry-cell.js';
import { distinctIdsOf, type IdSample } from '../domain/statistics/id-sample.js';
import type { SampledIds } from '../domain/statistics/sample-ratio.js';

/** A report whose transaction is still under way is not passed over: its turn comes with the next check. */
const SETTLING_MS = 200;
const MOST_CELLS = 50_000;

const CELLS = `SELECT at, instance, warm_up, treatment, control FROM rollout_cells
  WHERE rollout_id = $1 AND entry = $2 AND at > $3 AND at <= $4 ORDER BY at, instance LIMIT ${MOST_CELLS}`;

const CLIENT_CELLS = `SELECT at, replica AS instance, warm_up, treatment, control FROM rollout_client_cells
  WHERE rollout_id = $1 AND entry = $2 AND at > $3 AND at <= $4 ORDER BY at, replica LIMIT ${MOST_CELLS}`;

// Whatever rollout of the rule was watched then, this one included: its control is who was not in.
const CELLS_BEFORE = `SELECT c.at, c.instance, c.warm_up, c.treatment, c.control
  FROM rollout_cells c JOIN rollouts r ON r.id = c.rollout_id
  WHERE r.environment_id = $1 AND r.flag_id = $2 AND r.rule_id = $3 AND c.at > $4 AND c.at <= $5
  ORDER BY c.at, c.instance LIMIT ${MOST_CELLS}`;

const SAMPLE = `SELECT treatment_ids, control_ids FROM rollout_samples
  WHERE rollout_id = $1 AND entry = $2`;

const READINGS = `SELECT guard, at, value, samples, detail FROM rollout_readings
  WHERE rollout_id = $1 AND at > $2 AND at <= $3 ORDER BY at, guard LIMIT 10000`;

const SILENCES = 'SELECT guard, at, detail FROM rollout_silences WHERE rollout_id = $1';

const ADD_READING = `INSERT INTO rollout_readings (rollout_id, guard, at, value, samples)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

interface CellRow {
  readonly at: Date;
  readonly instance: string;
  readonly warm_up: boolean;
  readonly treatment: ArmTelemetry;
  readonly control: ArmTelemetry;
}

interface ReadingRow {
  readonly guard: string;
  readonly at: Date;
  readonly value: number;
  readonly samples: number | null;
  readonly detail: string;
}

/** A stretch of time, ms since the Unix epoch: after `from`, up to `now`. */
export interface Stretch {
  readonly from: number;
  readonly now: number;
}

/** A rule of a flag in one environment. */
export interface RuleInPlace {
  readonly environmentId: string;
  readonly flagId: string;
  readonly ruleId: string;
}

/** What the guards of a rollout were told. */
@Injectable()
export class TelemetryRepository {
  /** Cells of one entry that arrived in this time, in their order. */
  async cells(
    sql: SqlClient,
    rolloutId: string,
    entry: number,
    { from, now }: Stretch,
  ): Promise<TelemetryCell[]> {
    const until = new Date(now - SETTLING_MS);
    const rows = await sql.query<CellRow>(CELLS, [rolloutId, entry, new Date(from), until]);
    return rows.map(cellOf);
  }

  /** The same of what client keys reported: one cell per replica and window. */
  async clientCells(
    sql: SqlClient,
    rolloutId: string,
    entry: number,
    { from, now }: Stretch,
  ): Promise<TelemetryCell[]> {
    const until = new Date(now - SETTLING_MS);
    const params = [rolloutId, entry, new Date(from), until];
    return (await sql.query<CellRow>(CLIENT_CELLS, params)).map(cellOf);
  }

  /** Cells about a rule in the hour before `now`, of whichever rollout, in their order. */
  async cellsBefore(
    sql: SqlClient,
    { environmentId, flagId, ruleId }: RuleInPlace,
    now: number,
  ): Promise<TelemetryCell[]> {
    const times = [new Date(now - BASELINE_MS), new Date(now)];
    const params = [environmentId, flagId, ruleId, ...times];
    return (await sql.query<CellRow>(CELLS_BEFORE, params)).map(cellOf);
  }

  /** Distinct ids of one entry, by arm. */
  async ids(sql: SqlClient, rolloutId: string, entry: number): Promise<SampledIds> {
    const sample = await this.sample(sql, rolloutId, entry);
    const { treatment, control } = sample;
    return {
      treatment: treatment.length,
      control: control.length,
      distinct: distinctIdsOf(sample),
    };
  }

  async sample(sql: SqlClient, rolloutId: string, entry: number): Promise<IdSample> {
    const [row] = await sql.query<{ treatment_ids: number[]; control_ids: number[] }>(SAMPLE, [
      rolloutId,
      entry,
    ]);
    return {
      treatment: (row?.treatment_ids ?? []).map(Number),
      control: (row?.control_ids ?? []).map(Number),
    };
  }

  /** Readings that sources without arms delivered in this time, by guard, oldest first. */
  async readings(
    sql: SqlClient,
    rolloutId: string,
    { from, now }: Stretch,
  ): Promise<Record<string, AbsoluteReading[]>> {
    const rows = await sql.query<ReadingRow>(READINGS, [rolloutId, new Date(from), new Date(now)]);
    const readings: Record<string, AbsoluteReading[]> = {};
    for (const { guard, at, value, samples, detail } of rows)
      (readings[guard] ??= []).push({
        value,
        samples: samples === null ? null : Number(samples),
        at: at.getTime(),
        ...(detail !== '' && { detail }),
      });
    return readings;
  }

  /** Why sources that are asked last said nothing usable, by guard. */
  async silences(sql: SqlClient, rolloutId: string): Promise<Record<string, Silence>> {
    const rows = await sql.query<{ guard: string; at: Date; detail: string }>(SILENCES, [
      rolloutId,
    ]);
    return Object.fromEntries(
      rows.map(({ guard, at, detail }) => [guard, { at: at.getTime(), detail }]),
    );
  }

  /** Stores a reading of a source without arms. */
  async addReading(
    sql: SqlClient,
    rolloutId: string,
    { guard, at, value, samples }: AbsoluteReading & { readonly guard: string },
  ): Promise<void> {
    await sql.query(ADD_READING, [rolloutId, guard, new Date(at), value, samples]);
  }
}

function cellOf({ at, instance, warm_up, treatment, control }: CellRow): TelemetryCell {
  const arms = {
    treatment: { ...NO_TELEMETRY, ...treatment },
    control: { ...NO_TELEMETRY, ...control },
  };
  return { instance, ...arms, at: at.getTime(), warmUp: warm_up };
}
