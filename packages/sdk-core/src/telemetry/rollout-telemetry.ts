import type { Arm, Context, Flag } from '@sluice/evaluator';
import type { Observation, WatchedRule } from '@sluice/protocol';
import type { LatencySketch } from '../ports/latency-sketch.js';
import type { ObservedRequest, Telemetry, WatchedQuestion } from '../ports/telemetry.js';
import { ArmTally } from './arm-tally.js';
import type { IdSampler } from './id-sampler.js';
import { InFlight, type Place } from './in-flight.js';
import { Unfinished } from './unfinished.js';
import { bucketedBy, WatchedGate } from './watched-gate.js';

/** Most rules watched at a time, and most arms of steps that wait to be sent. */
const MOST_WATCHED = 100;
const MOST_TALLIES = 2 * MOST_WATCHED;

/** Most numbers in the observations of one batch, so that its body stays well below the server's limit of 1 MiB. */
const MOST_NUMBERS = 16_384;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const LARGEST_ENTRY = 1_000_000;

/** What telemetry needs of its surroundings. */
export interface TelemetryPorts {
  /** Monotonic clock, ms. */
  readonly monotonicMs: () => number;
  readonly newSketch: () => LatencySketch;
}

/** A step of a rollout. */
interface Step {
  readonly rollout: string;
  readonly entry: number;
  /** Absent where the step was over before it could be reported. */
  readonly ids?: IdSampler;
}

interface Tallied {
  readonly step: Step;
  readonly arm: Arm;
  readonly tally: ArmTally;
}

/**
 * Counts by rollout, step and arm. Arms are those that evaluation gave when the flag was asked, and a
 * request that outlives its step counts for the step it began in. Memory is bounded: of more steps
 * than the server takes in one batch the oldest is forgotten.
 */
export class RolloutTelemetry implements Telemetry {
  readonly #ports: TelemetryPorts;
  #gates = new Map<string, WatchedGate>();
  #byFlag = new Map<string, readonly WatchedGate[]>();
  /** By step and arm, oldest first. */
  readonly #tallies = new Map<string, Tallied>();
  readonly #unfinished = new Unfinished();

  constructor(ports: TelemetryPorts) {
    this.#ports = ports;
  }

  watch(rules: readonly WatchedRule[], flagOf: (key: string) => Flag | undefined): void {
    const gates = new Map<string, WatchedGate>();
    const byFlag = new Map<string, WatchedGate[]>();
    for (const rule of rules.filter(isReportable).slice(0, MOST_WATCHED)) {
      const id = `${rule.rolloutId}/${rule.step}`;
      const gate = this.#gates.get(id) ?? new WatchedGate(rule);
      gate.by = bucketedBy(flagOf(gate.flag), gate.ruleId);
      gates.set(id, gate);
      byFlag.set(gate.flag, [...(byFlag.get(gate.flag) ?? []), gate]);
    }
    this.#gates = gates;
    this.#byFlag = byFlag;
  }

  request(question: WatchedQuestion): ObservedRequest | null {
    const gates = this.#byFlag.get(question.key);
    if (gates === undefined) return null;
    const places = gates.flatMap((gate) => placeIn(gate, question));
    if (places.length === 0) return null;
    for (const place of places) this.#meet(place);
    return new InFlight(places, {
      now: this.#ports.monotonicMs,
      count: ({ gate, arm }, measured) => this.#tallyOf(gate, arm).add(measured, gate.thresholds),
      unfinished: this.#unfinished,
    });
  }

  take(): Observation[] {
    this.#unfinished.giveUp(this.#ports.monotonicMs());
    const observations: Observation[] = [];
    let numbers = 0;
    for (const [id, { step, arm, tally }] of this.#tallies) {
      if (numbers >= MOST_NUMBERS) break;
      this.#tallies.delete(id);
      const seen = tally.seen();
      const ids = step.ids?.take(arm) ?? [];
      numbers += ids.length + 2 * seen.latencies.length;
      observations.push({ rollout: step.rollout, entry: step.entry, arm, ...seen, ids });
    }
    return observations;
  }

  mergeBack(observations: readonly Observation[]): void {
    for (const { rollout, entry, arm, ids, ...seen } of observations) {
      const step = this.#gates.get(`${rollout}/${entry}`) ?? { rollout, entry };
      this.#tallyOf(step, arm).merge(seen);
      if ('ids' in step) step.ids.giveBack(ids, arm);
    }
  }

  /** A user is in an arm once asked about: if only the end counted, the arm that takes longer would look smaller. */
  #meet({ gate, arm, hash }: Place): void {
    if (hash !== null && gate.ids.offer(hash, arm)) this.#tallyOf(gate, arm);
  }

  #tallyOf(step: Step, arm: Arm): ArmTally {
    const id = `${step.rollout}/${step.entry}/${arm}`;
    const known = this.#tallies.get(id);
    if (known !== undefined) return known.tally;
    const tally = new ArmTally(this.#ports.newSketch());
    this.#tallies.set(id, { step, arm, tally });
    const [oldest] = this.#tallies.keys();
    if (this.#tallies.size > MOST_TALLIES && oldest !== undefined) this.#tallies.delete(oldest);
    return tally;
  }
}

/** What the server would refuse a whole batch for is not observed at all. */
function isReportable({ rolloutId, step }: WatchedRule): boolean {
  return UUID.test(rolloutId) && step >= 0 && step <= LARGEST_ENTRY;
}

function placeIn(gate: WatchedGate, { evaluator, key, context, now }: WatchedQuestion): Place[] {
  try {
    const arm = evaluator.armOf(key, gate.ruleId, context, now);
    return arm === null ? [] : [{ gate, arm, hash: hashIn(gate, context) }];
  } catch {
    // A context whose properties throw has no arm.
    return [];
  }
}

function hashIn(gate: WatchedGate, context: Context | undefined): number | null {
  return typeof context === 'object' && context !== null ? gate.hashOf(context) : null;
}
