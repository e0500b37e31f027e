import { shareOf } from '../statistics/counts.js';
import { beginEvidence, type Evidence } from '../statistics/evidence.js';
import type { StatisticalVerdict } from '../statistics/judge.js';
import { NO_SAMPLE_RATIO, type SampleRatioState } from '../statistics/sample-ratio.js';
import { NO_READINGS, type AbsoluteState } from './absolute-guard.js';
import { isPublic, type Guard } from './guard.js';

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

/** What guards remember of what client keys reported; nothing of it is ever mixed with the rest. */
export interface ClientMemory {
  /** By guard id. */
  readonly guards: Readonly<Record<string, TelemetryMemory>>;
  readonly readUntil: number;
  readonly heardAt: number;
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
  /** Absent where no guard asks for it. */
  readonly clients?: ClientMemory;
}

const NOTHING_SEEN: TelemetryMemory = {
  evidence: { ...beginEvidence(null), entry: 0 },
  verdict: 'too-few-samples',
  baseline: null,
};

/** Memory of guards that were told nothing yet. */
export function newMemory(guards: readonly Guard[], now: number): GuardMemory {
  const telemetry: Record<string, TelemetryMemory> = {};
  const absolute: Record<string, AbsoluteState> = {};
  const clients: Record<string, TelemetryMemory> = {};
  for (const guard of guards) {
    if (guard.source.kind === 'telemetry') telemetry[guard.id] = NOTHING_SEEN;
    else if (isPublic(guard)) clients[guard.id] = NOTHING_SEEN;
    else absolute[guard.id] = NO_READINGS;
  }
  return {
    ...{ telemetry, absolute, sampleRatio: NO_SAMPLE_RATIO, readUntil: now, heardAt: 0 },
    ...(guards.some(isPublic) && { clients: { guards: clients, readUntil: now, heardAt: 0 } }),
  };
}

/** A reading from before the clock was set back would keep every later one from being the last. */
function lastBefore(last: AbsoluteState['last'], now: number): AbsoluteState['last'] {
  return last !== null && last.at > now ? null : last;
}

/** Memory at the beginning of an entry: what was learnt of scatter and baseline stays, evidence does not. */
export function forgetEvidence(memory: GuardMemory, now: number): GuardMemory {
  const { clients } = memory;
  const absolute = Object.entries(memory.absolute).map(([id, { last }]) => [
    id,
    { beyond: 0, last: lastBefore(last, now) },
  ]);
  return {
    ...memory,
    telemetry: allBegunAnew(memory.telemetry),
    absolute: Object.fromEntries(absolute) as GuardMemory['absolute'],
    sampleRatio: NO_SAMPLE_RATIO,
    readUntil: now,
    heardAt: Math.min(memory.heardAt, now),
    ...(clients && {
      clients: {
        guards: allBegunAnew(clients.guards),
        readUntil: now,
        heardAt: Math.min(clients.heardAt, now),
      },
    }),
  };
}

function allBegunAnew(guards: GuardMemory['telemetry']): GuardMemory['telemetry'] {
  return Object.fromEntries(Object.entries(guards).map(([id, own]) => [id, begunAnew(own)]));
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
