import type { Cell } from '../../src/modules/rollouts/domain/statistics/evidence.js';
import { binomial, geometric, poisson, type Random } from './random.js';

/** Seconds that one cell covers: the flush interval of a watched SDK. */
export const CELL_SECONDS = 5;

/** What the simulated world does. Rates are per second over all instances; shares are 0–1. */
export interface World {
  /** Requests per second of both arms together. */
  readonly requestsPerSecond: number;
  readonly instances: number;
  /** Share of bad requests by arm at second `t` since the start. */
  readonly badShare: (arm: 'treatment' | 'control', t: number) => number;
  /** How many bad requests come together: 1 is independent, more is users who fail again and again. */
  readonly clusterSize?: number;
  /** Share of a cluster that goes on in the next cell. */
  readonly spill?: number;
  /** Traffic at second `t`, relative to the mean. */
  readonly busy?: (t: number) => number;
  /** Chance that an instance holds its report back once more. */
  readonly late?: number;
  /** True: instances flush at moments of their own, so that reports are up to a cell old. */
  readonly phased?: boolean;
}

const { floor, max } = Math;

const EMPTY = { count: 0, bad: 0 };

interface Held {
  treatment: { count: number; bad: number };
  control: { count: number; bad: number };
}

/** The requests of one world as SDK instances report them, cell by cell. */
export class Traffic {
  readonly #spilling = new Map<string, number>();
  readonly #held = new Map<number, Held>();

  constructor(
    private readonly world: World,
    private readonly random: Random,
  ) {}

  /** Reports of the cell that begins at second `t`, of a step that lets `percentage` in. */
  cell(t: number, percentage: number): Cell[] {
    const { instances, late = 0 } = this.world;
    const cells: Cell[] = [];
    for (let instance = 0; instance < instances; instance++) {
      const held = this.#held.get(instance);
      const treatment = this.#arm('treatment', t, { share: percentage / 100, instance });
      const control = this.#arm('control', t, { share: 1 - percentage / 100, instance });
      const report: Held = {
        treatment: add(treatment, held?.treatment ?? EMPTY),
        control: add(control, held?.control ?? EMPTY),
      };
      if (late > 0 && this.random() < late) this.#held.set(instance, report);
      else {
        this.#held.delete(instance);
        cells.push({ instance: String(instance), ...report });
      }
    }
    return cells;
  }

  /** Forgets what was held back, as the server does with reports of an old step. */
  nextStep(): void {
    this.#held.clear();
  }

  #arm(
    arm: 'treatment' | 'control',
    t: number,
    { share, instance }: { share: number; instance: number },
  ): { count: number; bad: number } {
    if (share <= 0) return EMPTY;
    const { world, random } = this;
    const rate = (world.requestsPerSecond * share * (world.busy?.(t) ?? 1)) / world.instances;
    const count = poisson(random, rate * CELL_SECONDS);
    const age = world.phased ? (instance * 1.7) % CELL_SECONDS : 0;
    const bad = world.badShare(arm, t + CELL_SECONDS / 2 - age);
    const size = world.clusterSize ?? 1;
    if (size <= 1) return { count, bad: binomial(random, count, bad) };
    const key = `${arm}${instance}`;
    let hits = this.#spilling.get(key) ?? 0;
    let spilled = 0;
    const clusters = poisson(random, (count * bad) / size);
    for (let i = 0; i < clusters; i++) {
      const all = geometric(random, size);
      const later = floor(all * (world.spill ?? 0));
      hits += all - later;
      spilled += later;
    }
    this.#spilling.set(key, spilled);
    // A retry is a request of its own.
    return { count: max(count, hits), bad: hits };
  }
}

function add(a: { count: number; bad: number }, b: { count: number; bad: number }) {
  return { count: a.count + b.count, bad: a.bad + b.bad };
}
