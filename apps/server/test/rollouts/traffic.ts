import type {
  ArmTelemetry,
  TelemetryCell,
} from '../../src/modules/rollouts/domain/guards/telemetry-cell.js';
import { binomial, geometric, poisson, type Random } from './random.js';

/** Seconds between two flushes of a watched SDK. */
const FLUSH_SECONDS = 5;
/** Seconds from a flush until its report is stored: half a second of gathering, and the way. */
const DELAY_SECONDS = [0.2, 0.8] as const;
/** Reports of an instance about a new step that only warm up. */
const WARM_UP_REPORTS = 2;
/** The latency above which requests are slow, in ms. */
export const SLOW_MS = '500';

export type Arm = 'treatment' | 'control';

/** What the simulated world does. Rates are per second over all instances; shares are 0–1; seconds since the start. */
export interface World {
  /** Requests per second of both arms together. */
  readonly requestsPerSecond: number;
  readonly instances: number;
  /** Share of failed requests. */
  readonly errors: (arm: Arm, t: number) => number;
  /** Share of requests slower than 500 ms; one in two hundred unless given. */
  readonly slow?: (arm: Arm, t: number) => number;
  /** When shares jump. */
  readonly changes?: readonly number[];
  /** How many bad requests come together: 1 is independent, more is users who fail again and again. */
  readonly clusterSize?: number;
  /** Share of what is left of a cluster that goes on after the next report. */
  readonly spill?: number;
  /** Failures of a cluster come over so many seconds, and not all at once. */
  readonly clusterSeconds?: number;
  /** True where each failure of a cluster may meet another instance. */
  readonly roaming?: boolean;
  /** How many requests of an instance are bad, relative to the mean. */
  readonly badness?: (instance: number, t: number) => number;
  /** Traffic, relative to the mean. */
  readonly busy?: (t: number) => number;
  /** Chance that a report fails and comes with the next one. */
  readonly late?: number;
  /** Distinct users seen within a step; 500 unless given. */
  readonly users?: number;
}

interface Instance {
  readonly name: string;
  since: number;
  next: number;
  reports: number;
  held: { treatment: ArmTelemetry; control: ArmTelemetry } | null;
  /** Bad requests yet to come of clusters that go on, by arm and kind. */
  readonly pending: Record<string, number>;
  /** The same by the number of reports from now, where clusters last. */
  readonly coming: Record<string, number[]>;
  readonly index: number;
}

const { floor, max, min } = Math;

/**
 * Slow requests by threshold. As plain objects, whose key looks like an index, these took a third of
 * the time of a simulation.
 */
class Slow {
  readonly [threshold: string]: number;
  constructor(readonly slower: number) {}
  get [SLOW_MS](): number {
    return this.slower;
  }
}

function sumOf(a: ArmTelemetry, b: ArmTelemetry | undefined): ArmTelemetry {
  if (!b) return a;
  return {
    count: a.count + b.count,
    errors: a.errors + b.errors,
    timed: a.timed + b.timed,
    slow: new Slow((a.slow[SLOW_MS] ?? 0) + (b.slow[SLOW_MS] ?? 0)),
  };
}

/** The requests of one world as SDK instances report them, each at moments of its own. */
export class Traffic {
  readonly #instances: Instance[] = [];
  #arrived: TelemetryCell[] = [];

  constructor(
    private readonly world: World,
    private readonly random: Random,
  ) {
    for (let index = 0; index < world.instances; index++)
      this.#instances.push({
        name: String(index),
        since: 0,
        next: random() * FLUSH_SECONDS,
        reports: 0,
        held: null,
        pending: {},
        coming: {},
        index,
      });
  }

  /** Reports that are stored by second `t`, of a step that lets `percentage` in; `at` in ms. */
  until(t: number, percentage: number): TelemetryCell[] {
    for (const instance of this.#instances)
      while (instance.next <= t) {
        this.#flush(instance, percentage);
        instance.next += FLUSH_SECONDS * (0.95 + 0.1 * this.random());
      }
    const cells: TelemetryCell[] = [];
    const later: TelemetryCell[] = [];
    for (const cell of this.#arrived) (cell.at <= t * 1_000 ? cells : later).push(cell);
    this.#arrived = later;
    return cells.length > 1 ? cells.sort((a, b) => a.at - b.at) : cells;
  }

  /** A new step at second `t`: what is on its way judges nothing any more. */
  beginStep(t: number): void {
    this.#arrived = [];
    for (const instance of this.#instances) {
      instance.since = t;
      instance.held = null;
      instance.reports = 0;
    }
  }

  #flush(instance: Instance, percentage: number): void {
    const { since, next, held } = instance;
    const share = percentage / 100;
    const report = {
      treatment: sumOf(this.#arm('treatment', instance, share), held?.treatment),
      control: sumOf(this.#arm('control', instance, 1 - share), held?.control),
    };
    instance.since = next;
    const { late = 0 } = this.world;
    instance.held = null;
    if (late > 0 && this.random() < late) instance.held = report;
    else {
      const warmUp = instance.reports++ < WARM_UP_REPORTS;
      const [soonest, latest] = DELAY_SECONDS;
      const at = 1_000 * (next + soonest + (latest - soonest) * this.random());
      if (next > since) this.#arrived.push({ instance: instance.name, at, warmUp, ...report });
    }
  }

  /** What one arm did since the last flush, cut where shares jump. */
  #arm(arm: Arm, instance: Instance, share: number): ArmTelemetry {
    let from = instance.since;
    let sum: ArmTelemetry | undefined;
    for (const change of this.world.changes ?? [])
      if (change > from && change < instance.next) {
        sum = sumOf(this.#between(arm, instance, { from, to: change, share }), sum);
        from = change;
      }
    return sumOf(this.#between(arm, instance, { from, to: instance.next, share }), sum);
  }

  #between(
    arm: Arm,
    instance: Instance,
    { from, to, share }: { from: number; to: number; share: number },
  ): ArmTelemetry {
    const { world, random } = this;
    const middle = (from + to) / 2;
    const busy = world.busy ? world.busy(middle) : 1;
    const rate = (world.requestsPerSecond * share * busy) / world.instances;
    const count = share <= 0 ? 0 : poisson(random, rate * max(0, to - from));
    const badness = world.badness ? world.badness(instance.index, middle) : 1;
    const errorShare = badness * world.errors(arm, middle);
    const errors = this.#bad(instance, `${arm}e`, count * errorShare, count);
    const slowShare = badness * (world.slow ? world.slow(arm, middle) : 0.005);
    const slow = this.#bad(instance, `${arm}s`, count * slowShare, count);
    // A retry is a request of its own.
    const all = max(count, errors, slow);
    return { count: all, errors, timed: all, slow: new Slow(slow) };
  }

  #bad(instance: Instance, kind: string, mean: number, count: number): number {
    const { clusterSize = 1, spill = 0 } = this.world;
    if (clusterSize <= 1) return binomial(this.random, count, count > 0 ? mean / count : 0);
    let all = instance.pending[kind] ?? 0;
    const clusters = poisson(this.random, mean / clusterSize);
    if (this.world.clusterSeconds !== undefined) return this.#spread(instance, kind, clusters);
    for (let i = 0; i < clusters; i++) all += geometric(this.random, clusterSize);
    const later = min(all, floor(all * spill + this.random()));
    instance.pending[kind] = spill > 0 ? later : 0;
    return spill > 0 ? all - later : all;
  }

  /** Bad requests of this report, of clusters that begin in it and of those that go on. */
  #spread(instance: Instance, kind: string, clusters: number): number {
    const { clusterSize = 1, clusterSeconds = 0, roaming } = this.world;
    let all = (instance.coming[kind] ??= []).shift() ?? 0;
    for (let cluster = 0; cluster < clusters; cluster++) {
      const size = geometric(this.random, clusterSize);
      const begin = this.random();
      for (let i = 0; i < size; i++) {
        const where = roaming
          ? (this.#instances[floor(this.random() * this.#instances.length)] ?? instance)
          : instance;
        const reports = floor(
          begin + (i === 0 ? 0 : (this.random() * clusterSeconds) / FLUSH_SECONDS),
        );
        if (reports === 0 && where === instance) all++;
        else {
          const coming = (where.coming[kind] ??= []);
          const at = max(0, reports - 1);
          while (coming.length <= at) coming.push(0);
          coming[at] = (coming[at] ?? 0) + 1;
        }
      }
    }
    return all;
  }
}
