import type { Plan } from '../../src/modules/rollouts/domain/plan/plan.js';
import { seededRandom } from './random.js';
import { simulate, type SimulatedRollout } from './simulate.js';
import { TUNING_WORLDS, UNSEEN_WORLDS } from './worlds.js';

/** How often each end was met: `completed`, or the code that stopped a rollout. */
export type Ends = Readonly<Record<string, number>>;

/** The steps of `safe`, each held for so many seconds. */
export function safePlan(holdSeconds: number): Plan {
  return [5, 10, 25, 50, 75, 100].map((percentage) => ({
    percentage,
    holdMs: holdSeconds * 1_000,
  }));
}

/** Ends of so many rollouts, with seeds from `firstSeed` on. */
export function endsOf(rollout: SimulatedRollout, rollouts: number, firstSeed = 1): Ends {
  const ends: Record<string, number> = {};
  for (let seed = firstSeed; seed < firstSeed + rollouts; seed++) {
    const { code } = simulate(rollout, seededRandom(seed));
    ends[code] = (ends[code] ?? 0) + 1;
  }
  return ends;
}

/** What stops a rollout for statistical reasons; anything else is for want of data. */
const STATISTICAL = ['TRIPWIRE', 'SEQUENTIAL', 'SITE_WIDE', 'SAMPLE_RATIO'];

/** How many were stopped by the statistics. */
export function stoppedIn(ends: Ends): number {
  return STATISTICAL.reduce((sum, code) => sum + (ends[code] ?? 0), 0);
}

/** Ends of `safe` rollouts in a named world where the flag makes no difference. */
export function endsWithoutDifference(
  name: string,
  rollouts: number,
  checksPerStep: number,
  firstSeed = 1,
): Ends {
  const indifferent = TUNING_WORLDS[name] ?? UNSEEN_WORLDS[name];
  if (!indifferent) throw new Error(`There is no world "${name}".`);
  const plan = safePlan(10 * checksPerStep);
  // Where samples are few a step takes longer than its hold; a rollout that got nowhere was not stopped.
  const until = 6 * 10 * checksPerStep * 20;
  return endsOf({ ...indifferent, plan, until }, rollouts, firstSeed);
}
