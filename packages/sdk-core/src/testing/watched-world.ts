import { bucketOf, type Rule } from '@sluice/evaluator';
import type { EventBatch, WatchedRule } from '@sluice/protocol';
import { FakeWorld } from './fake-world.js';
import { aFlag, aSnapshot, ModelServer, NO_OVERLAY } from './model-server.js';

type Observation = NonNullable<EventBatch['observations']>[number];

const SEED = 7;
/** The rollout that a {@link WatchedWorld} begins with. */
export const ROLLOUT = '0b3f8f3e-7a3c-4b57-9d57-6f2f1f6b8a01';

/** Step 1 of {@link ROLLOUT}, of rule `r` of flag `f`, but for what is given. */
export function watchedRule(over: Partial<WatchedRule> = {}): WatchedRule {
  return { flag: 'f', ruleId: 'r', rolloutId: ROLLOUT, step: 1, slowerThanMs: [500], ...over };
}

/** Rule `r`, which serves `on` to half of the users, but for what is given. */
export function halfOfUsers(over: Partial<Rule> = {}): Rule {
  return {
    id: 'r',
    conditions: [],
    rollout: { seed: SEED, percentage: 50 },
    serve: { variant: 'on' },
    ...over,
  };
}

/** Whether {@link halfOfUsers} serves `on` to a user. */
export function isInHalf(id: string): boolean {
  return bucketOf(id, SEED) < 50_000;
}

/** Some users, about half of them in the half. */
export const USERS: readonly string[] = Array.from({ length: 50 }, (_, index) => `u${index}`);
/** A user who is in the half. */
export const IN = USERS.find(isInHalf)!;
/** A user who is not in the half. */
export const OUT = USERS.find((id) => !isInHalf(id))!;

/** A world with the flag `f`, on for half of the users and watched, and the flag `plain`. */
export class WatchedWorld extends FakeWorld {
  static async begun(): Promise<WatchedWorld> {
    const flag = aFlag('f', 1, { rules: [halfOfUsers()], fallthrough: { variant: 'off' } });
    const server = new ModelServer(aSnapshot([flag, aFlag('plain', 1)]));
    const world = await new WatchedWorld({ server }).begin();
    world.watch(watchedRule());
    return world;
  }

  /** From now on these rules are watched. */
  watch(...rules: readonly WatchedRule[]): void {
    const overlay = { ...NO_OVERLAY, id: JSON.stringify(rules), watch: rules };
    this.transport.stream?.handlers.overlay(overlay);
  }

  /** Another flag of the key `f`, with these rules. */
  changeRules(...rules: readonly Rule[]): void {
    this.transport.stream?.handlers.change(
      this.server.commit((version) => ({ put: aFlag('f', version, { rules }) })),
    );
  }

  /** All observations that were sent. */
  get seen(): readonly Observation[] {
    return this.transport.batches.flatMap(({ observations = [] }) => observations);
  }

  /** The first observation of an arm. */
  arm(name: Observation['arm']): Observation | undefined {
    return this.seen.find((one) => one.arm === name);
  }
}
