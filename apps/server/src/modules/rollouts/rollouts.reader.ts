import { Injectable } from '@nestjs/common';
import type { RolloutDetail, RolloutPage, RolloutQuery } from '@sluice/protocol';
import { z } from 'zod';
import { Database } from '../../platform/database/database.js';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, pageFrom } from '../../platform/http/index.js';
import { PlaceDirectory } from '../auth/index.js';
import { ROLLOUT_COLUMNS, rolloutOfRow, type RolloutRow } from './rollout.rows.js';
import { rolloutView, type RolloutPlace } from './rollout-view.js';
import { isPublic } from './domain/guards/guard.js';
import { clientTotals, type ClientTotalsRow } from './telemetry/client-totals.js';
import { latenciesOf, type LatencyRow } from './telemetry/latencies-of.js';
import { meansOf, NO_VALUES, type ValuesRow } from './telemetry/observed-values.js';

const cursorSchema = z.tuple([z.string(), z.uuid()]);
const CHECKS_SHOWN = 100;

const LIST = `SELECT ${ROLLOUT_COLUMNS}, r.created_at::text AS sort_key, clock_timestamp() AS now FROM rollouts r
  WHERE r.environment_id = $1 AND ($2::text IS NULL OR r.settings->>'flag' = $2)
    AND ($3::text IS NULL OR r.state = $3)
    AND ($4::timestamptz IS NULL OR (r.created_at, r.id) < ($4::timestamptz, $5::uuid))
  ORDER BY r.created_at DESC, r.id DESC LIMIT $6`;

const READ = `SELECT ${ROLLOUT_COLUMNS}, clock_timestamp() AS now FROM rollouts r
  WHERE r.environment_id = $1 AND r.id = $2`;

const TRANSITIONS = `SELECT sequence, at, actor, event, from_state AS "from", to_state AS "to",
    from_percentage AS "fromPercentage", percentage, step, records, evidence
  FROM rollout_transitions WHERE rollout_id = $1 ORDER BY sequence`;

const CHECKS = `SELECT at, entry, health, readings FROM rollout_checks
  WHERE rollout_id = $1 ORDER BY at DESC LIMIT ${CHECKS_SHOWN}`;

const SAMPLES = `SELECT treatment_latency, control_latency, treatment_values, control_values FROM rollout_samples
  WHERE rollout_id = $1 AND entry = $2`;

const CLIENT_TOTALS = `SELECT at, reports, treatment, control, treatment_latency, control_latency
  FROM rollout_client_totals WHERE rollout_id = $1 AND entry = $2`;

const NO_SAMPLE: LatencyRow & ValuesRow = {
  treatment_latency: {},
  control_latency: {},
  treatment_values: NO_VALUES,
  control_values: NO_VALUES,
};

type Timed = RolloutRow & { readonly now: Date };
type TransitionRow = Omit<RolloutDetail['transitions'][number], 'at'> & {
  readonly at: Date;
  readonly step: number;
};
type CheckRow = Omit<RolloutDetail['checks'][number], 'at'> & { readonly at: Date };

/** Reading rollouts. */
@Injectable()
export class RolloutsReader {
  constructor(
    private readonly database: Database,
    private readonly places: PlaceDirectory,
  ) {}

  /** Newest first. */
  async list(
    place: RolloutPlace,
    { limit, cursor, flag, state }: RolloutQuery,
  ): Promise<RolloutPage> {
    const after = decodeCursor(cursor, cursorSchema);
    const rows = await this.database.read<Timed & { sort_key: string }>(LIST, [
      await this.#environmentId(place),
      flag ?? null,
      state ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    return pageFrom(
      rows,
      limit,
      ({ sort_key, id }) => [sort_key, id],
      (row) => rolloutView(rolloutOfRow(row), place, row.now.getTime()),
    );
  }

  /** With everything that happened to it and its latest checks; NOT_FOUND for an unknown id. */
  async read(place: RolloutPlace, id: string): Promise<RolloutDetail> {
    const environmentId = await this.#environmentId(place);
    const [row] = await this.database.read<Timed>(READ, [environmentId, id]);
    if (row === undefined) throw new AppError('NOT_FOUND', { rollout: id });
    const stored = rolloutOfRow(row);
    const [transitions, checks, [sample = NO_SAMPLE], [clients]] = await Promise.all([
      this.database.read<TransitionRow>(TRANSITIONS, [id]),
      this.database.read<CheckRow>(CHECKS, [id]),
      this.database.read<LatencyRow & ValuesRow>(SAMPLES, [id, stored.rollout.entry]),
      this.database.read<ClientTotalsRow>(CLIENT_TOTALS, [id, stored.rollout.entry]),
    ]);
    // Only going up reaches a step: a pause or a rollback there is told by its own transition.
    const reached = new Map(
      transitions
        .filter(({ percentage, fromPercentage }) => percentage > fromPercentage)
        .map(({ step, at }) => [step, at.getTime()]),
    );
    return {
      ...rolloutView(stored, place, row.now.getTime(), reached),
      transitions: transitions.map(({ step: _step, at, ...rest }) => ({
        ...rest,
        at: at.toISOString(),
      })),
      checks: checks.map((check) => ({ ...check, at: check.at.toISOString() })),
      latencies: latenciesOf(sample),
      values: meansOf(sample),
      clients: stored.settings.guards.some(isPublic) ? clientTotals(clients) : null,
    };
  }

  async #environmentId({ project, environment }: RolloutPlace): Promise<string> {
    return (await this.places.environment(project, environment)).environmentId ?? '';
  }
}
