import { checkGuards } from '../../src/modules/rollouts/domain/guards/check-guards.js';
import type { Guard } from '../../src/modules/rollouts/domain/guards/guard.js';
import {
  forgetEvidence,
  newMemory,
  type GuardMemory,
} from '../../src/modules/rollouts/domain/guards/guard-memory.js';
import { DEFAULT_GUARDS, guardsOf } from '../../src/modules/rollouts/domain/guards/guards-of.js';
import { healthOf } from '../../src/modules/rollouts/domain/guards/health-of.js';
import { nextCheckMs } from '../../src/modules/rollouts/domain/guards/next-check-ms.js';
import type { RolloutEvent } from '../../src/modules/rollouts/domain/machine/event.js';
import type { Health } from '../../src/modules/rollouts/domain/machine/facts.js';
import {
  scheduledRollout,
  type Rollout,
} from '../../src/modules/rollouts/domain/machine/rollout.js';
import { transition } from '../../src/modules/rollouts/domain/machine/transition.js';
import type { Plan } from '../../src/modules/rollouts/domain/plan/plan.js';
import type { SampledIds } from '../../src/modules/rollouts/domain/statistics/sample-ratio.js';
import { binomial, type Random } from './random.js';
import { Traffic, type World } from './traffic.js';

const CHECK_SECONDS = 10;
/** The engine looks for due checks so often. */
const POLL_SECONDS = 0.25;
/** Reports this young wait for the next check. */
const SETTLING_SECONDS = 0.2;
const NO_DATA_SECONDS = 600;
/** Ids that a sample keeps. */
const MOST_IDS = 2_048;

/** A rollout to simulate, check by check. */
export interface SimulatedRollout {
  readonly plan: Plan;
  readonly world: World;
  readonly guards?: readonly Guard[];
  /** Steps are advanced by hand after so many seconds, whatever their planned hold. */
  readonly advanceAfter?: number;
  /** Step that is not advanced from. */
  readonly stay?: number;
  /** Told of each step when it begins. */
  readonly onStep?: (step: number, at: number) => void;
  /** Second after which nobody looks any more. */
  readonly until?: number;
}

/** How a simulated rollout ended: `completed`, or the code that stopped it; `running` when nobody looked any more. */
export interface End {
  readonly code: string;
  /** Whether it was rolled back, and not only paused. */
  readonly blamed: boolean;
  readonly guard: string | null;
  readonly step: number;
  /** Seconds since the start of the rollout. */
  readonly at: number;
}

/** The guards that a rollout has where none are named. */
export function defaultGuards(): readonly Guard[] {
  const result = guardsOf(DEFAULT_GUARDS, CHECK_SECONDS * 1_000);
  if (!result.ok) throw new Error(result.message);
  return result.guards;
}

class Simulation {
  #rollout: Rollout;
  #memory: GuardMemory;
  #ids: SampledIds = { treatment: 0, control: 0, distinct: 0 };
  readonly #guards: readonly Guard[];
  readonly #traffic: Traffic;
  #end: End | null = null;

  constructor(
    private readonly simulated: SimulatedRollout,
    private readonly random: Random,
  ) {
    this.#guards = simulated.guards ?? defaultGuards();
    this.#traffic = new Traffic(simulated.world, random);
    this.#memory = newMemory(this.#guards, 0);
    this.#rollout = scheduledRollout({
      flag: 'simulated',
      plan: simulated.plan,
      startAt: 0,
      checkEveryMs: CHECK_SECONDS * 1_000,
      noDataLimitMs: NO_DATA_SECONDS * 1_000,
      onRollback: 'flag',
      alsoDisable: [],
    });
  }

  run(): End {
    const { until = Infinity, advanceAfter, stay } = this.simulated;
    this.#tell({ kind: 'tick' }, 0, { kind: 'healthy' });
    let health: Health = { kind: 'healthy' };
    for (let t = 0; ;) {
      t += nextCheckMs(health, CHECK_SECONDS * 1_000) / 1_000 + POLL_SECONDS * this.random();
      if (t > until) return this.#ended(t, 'running', null);
      health = this.#check(t);
      this.#tell({ kind: 'tick' }, t, health);
      if (this.#end) return this.#end;
      const { step, stepStartedAt, entry } = this.#rollout;
      const due = (stepStartedAt ?? 0) + (advanceAfter ?? Infinity) * 1_000 <= t * 1_000;
      if (due && step !== stay && health.kind === 'healthy')
        this.#tell({ kind: 'advance', from: entry }, t, health);
    }
  }

  #check(t: number): Health {
    const now = t * 1_000;
    const { percentage } = this.#rollout;
    const cells = this.#traffic.until(t - SETTLING_SECONDS, percentage);
    this.#see(percentage);
    const inputs = { now, cells, ids: this.#ids, readings: {} };
    const { memory, checks } = checkGuards(this.#rollout, this.#guards, this.#memory, inputs);
    this.#memory = memory;
    return healthOf(checks.map(({ verdict }) => verdict));
  }

  /** More and more distinct users turn up, until all of a step are known. */
  #see(percentage: number): void {
    const { users = 500 } = this.simulated.world;
    const { treatment, control, distinct } = this.#ids;
    const more = Math.min(users, MOST_IDS) - distinct;
    const now = Math.min(more, Math.max(1, Math.ceil(more / 4)));
    if (now <= 0) return;
    const inside = binomial(this.random, now, percentage / 100);
    this.#ids = {
      treatment: treatment + inside,
      control: control + now - inside,
      distinct: distinct + now,
    };
  }

  #tell(event: RolloutEvent, t: number, health: Health): void {
    const facts = { now: t * 1_000, health, flagEnabled: true };
    const outcome = transition(this.#rollout, event, facts);
    if ('refused' in outcome) return;
    const { next, effects } = outcome;
    if (effects.some(({ kind }) => kind === 'begin-evidence')) {
      this.#memory = forgetEvidence(this.#memory, facts.now);
      this.#ids = { treatment: 0, control: 0, distinct: 0 };
      this.#traffic.beginStep(t);
      this.simulated.onStep?.(next.step, t);
    }
    this.#rollout = next;
    if (next.state === 'running') return;
    const why = health.kind === 'breach' ? health : null;
    const code = next.state === 'completed' ? 'completed' : (why?.code ?? next.pauseReason ?? '?');
    this.#end = this.#ended(t, code, why?.guard ?? null);
  }

  #ended(at: number, code: string, guard: string | null): End {
    const { state, step } = this.#rollout;
    return { code, blamed: state === 'rolled_back', guard, step, at };
  }
}

/** Runs one rollout through the very functions that the engine calls at each check, state machine included. */
export function simulate(rollout: SimulatedRollout, random: Random): End {
  return new Simulation(rollout, random).run();
}
