import type { Observation } from '@sluice/protocol';
import { addTelemetry, NO_TELEMETRY, type ArmTelemetry } from '../domain/guards/telemetry-cell.js';
import {
  ID_SAMPLE_SIZE,
  mergeIdSamples,
  NO_IDS,
  type IdSample,
} from '../domain/statistics/id-sample.js';
import { addValues, NO_VALUES, type ObservedValues } from './observed-values.js';

/** A batch of observations that was accepted. */
export interface ObservedBatch {
  readonly id: string;
  readonly environmentId: string;
  readonly instance: string;
  readonly observations: readonly Observation[];
}

/** Counts by bin of the latency sketch. */
export type LatencyBins = Map<number, number>;

type SeenIds = { readonly [A in keyof IdSample]: number[] };

/** What all batches of one round say about one entry of one rollout. */
export interface EntryReport {
  readonly rollout: string;
  readonly entry: number;
  /** By instance. */
  readonly cells: Map<string, { treatment: ArmTelemetry; control: ArmTelemetry }>;
  /** Ids seen, unsorted and with repetitions, a few times as many as a sample holds at most. */
  ids: SeenIds;
  /** Ids beyond it are in no sample any more. */
  largestId: number;
  readonly latencies: { readonly treatment: LatencyBins; readonly control: LatencyBins };
  readonly values: { treatment: ObservedValues; control: ObservedValues };
}

function telemetryOf({ count, errors, timed, slow }: Observation): ArmTelemetry {
  const by = slow.map(({ overMs, count: over }) => [String(overMs), over] as const);
  return { count, errors, timed, slow: Object.fromEntries(by) };
}

/** Most ids gathered before they are reduced to a sample: each time costs a sort. */
const MOST_IDS = 16 * ID_SAMPLE_SIZE;

function addIds(report: EntryReport, arm: Observation['arm'], ids: readonly number[]): void {
  for (const id of ids) if (id <= report.largestId) report.ids[arm].push(id);
  const { treatment, control } = report.ids;
  if (treatment.length + control.length <= MOST_IDS) return;
  const sample = mergeIdSamples(NO_IDS, report.ids);
  report.ids = { treatment: [...sample.treatment], control: [...sample.control] };
  report.largestId = largestOf(sample);
}

function largestOf({ treatment, control }: IdSample): number {
  if (treatment.length + control.length < ID_SAMPLE_SIZE) return Infinity;
  return Math.max(treatment.at(-1) ?? 0, control.at(-1) ?? 0);
}

function addTo(report: EntryReport, instance: string, observation: Observation): void {
  const { arm, ids, latencies, values } = observation;
  const cell = report.cells.get(instance) ?? { treatment: NO_TELEMETRY, control: NO_TELEMETRY };
  // Users whose work has not ended are no reading: a source that says nothing else is silent.
  if (observation.count > 0)
    report.cells.set(instance, {
      ...cell,
      [arm]: addTelemetry(cell[arm], telemetryOf(observation)),
    });
  addIds(report, arm, ids);
  if (values) report.values[arm] = addValues(report.values[arm], values);
  const bins = report.latencies[arm];
  for (const [bin, count] of latencies) bins.set(bin, (bins.get(bin) ?? 0) + count);
}

/** Reports by rollout and entry, those of `known` rollouts only, in a stable order so that writers never deadlock. */
export function reportsOf(
  batches: readonly ObservedBatch[],
  isKnown: (observation: Observation, environmentId: string) => boolean,
): EntryReport[] {
  const reports = new Map<string, EntryReport>();
  for (const { environmentId, instance, observations } of batches) {
    for (const observation of observations) {
      if (!isKnown(observation, environmentId)) continue;
      const { rollout, entry } = observation;
      const key = `${rollout}/${String(entry).padStart(9, '0')}`;
      const report = reports.get(key) ?? {
        rollout,
        entry,
        cells: new Map(),
        ids: { treatment: [], control: [] },
        largestId: Infinity,
        latencies: { treatment: new Map(), control: new Map() },
        values: { treatment: NO_VALUES, control: NO_VALUES },
      };
      addTo(report, instance, observation);
      reports.set(key, report);
    }
  }
  return [...reports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, report]) => report);
}
