import type { RolloutDetail } from '@sluice/protocol';
import { NO_TELEMETRY, type ArmTelemetry } from '../domain/guards/telemetry-cell.js';
import { latenciesOf, type LatencyRow } from './latencies-of.js';

/** What client keys reported of one entry, as stored. */
export interface ClientTotalsRow extends LatencyRow {
  readonly at: Date | null;
  /** Of a bigint. */
  readonly reports: string;
  readonly treatment: ArmTelemetry;
  readonly control: ArmTelemetry;
}

type Clients = NonNullable<RolloutDetail['clients']>;

const NOTHING: ClientTotalsRow = {
  at: null,
  reports: '0',
  treatment: NO_TELEMETRY,
  control: NO_TELEMETRY,
  treatment_latency: {},
  control_latency: {},
};

function armOf({ count, errors, timed, slow }: ArmTelemetry): Clients['treatment'] {
  const by = Object.entries(slow).map(([overMs, over]) => ({
    overMs: Number(overMs),
    count: over,
  }));
  return { requests: count, errors, timed, slow: by };
}

/** What client keys reported, as it is answered: apart from everything that a rollout is judged by. */
export function clientTotals(row: ClientTotalsRow = NOTHING): Clients {
  return {
    reports: Number(row.reports),
    lastReportAt: row.at?.toISOString() ?? null,
    treatment: armOf(row.treatment),
    control: armOf(row.control),
    latencies: latenciesOf(row),
  };
}
