import { shareOf } from '../statistics/counts.js';
import { beginEvidence, type Evidence } from '../statistics/evidence.js';
import type { StatisticalVerdict } from '../statistics/judge.js';
import { NO_SAMPLE_RATIO, type SampleRatioState } from '../statistics/sample-ratio.js';
import { NO_READINGS, type AbsoluteState } from './absolute-guard.js';
import type { Guard } from './guard.js';

/** What one telemetry guard remembers. */
export interface TelemetryMemory {
  readonly evidence: Evidence;
  readonly verdict: StatisticalVerdict;
  /** Share of bad requests of the same rule in the hour before the start, where it was watched then. */
  readonly baseline: number | null;
  /** Share of bad requests of the control of the latest entry that saw enough of it; absent before. */
  readonly controlBefore?: number;
  /** When the open window began, ms since the Unix epoch; absent before its first report. */
  readonly windowSince?: number;
}

/** What the guards of a rollout remember between checks. Times in ms since the Unix epoch. */
export interface GuardMemory {
  /** By guard id: telemetry. */
  readonly telemetry: Readonly<Record<string, TelemetryMemory>>;
  /** By guard id: push, Prometheus, health URLs. */
  readonly absolute: Readonly<Record<string, AbsoluteState>>;
  readonly sampleRatio: SampleRatioState;
  /** Telemetry up to this instant is folded in. */
  readonly readUntil: number;
  /** When telemetry last arrived; 0 before it ever did. */
  readonly heardAt: number;
}

/** Memory of guards that were told nothing yet. */
export function newMemory(guards: readonly Guard[], now: number): GuardMemory {
  const telemetry: Record<string, TelemetryMemory> = {};
  const absolute: Record<string, AbsoluteState> = {};
  for (const guard of guards) {
    if (guard.source.kind !== 'telemetry') absolute[guard.id] = NO_READINGS;
    else {
      const evidence = beginEvidence(null);
      telemetry[guard.id] = {
        evidence: { ...evidence, entry: 0 },
        verdict: 'too-few-samples',
        baseline: null,
      };
    }
  }
  return { telemetry, absolute, sampleRatio: NO_SAMPLE_RATIO, readUntil: now, heardAt: 0 };
}

/** Memory at the beginning of an entry: what was learnt of scatter and baseline stays, evidence does not. */
export function forgetEvidence(memory: GuardMemory, now: number): GuardMemory {
  const telemetry = Object.entries(memory.telemetry).map(([id, own]) => [id, begunAnew(own)]);
  const absolute = Object.entries(memory.absolute).map(([id, { last }]) => [
    id,
    { beyond: 0, last },
  ]);
  return {
    ...memory,
    telemetry: Object.fromEntries(telemetry) as GuardMemory['telemetry'],
    absolute: Object.fromEntries(absolute) as GuardMemory['absolute'],
    sampleRatio: NO_SAMPLE_RATIO,
    readUntil: now,
  };
}

/** Requests of a control that are enough to say how many of them are usually bad. */
const ENOUGH_CONTROL = 1_000;

function begunAnew({ evidence, baseline, controlBefore }: TelemetryMemory): TelemetryMemory {
  const { control } = evidence.cumulative;
  const seen = control.count >= ENOUGH_CONTROL ? shareOf(control) : controlBefore;
  return {
    evidence: beginEvidence(evidence),
    verdict: 'too-few-samples',
    baseline,
    ...(seen !== undefined && { controlBefore: seen }),
  };
}
