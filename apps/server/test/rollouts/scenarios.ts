import { seededRandom } from './random.js';
import { simulate, type SimulatedGuard, type SimulatedRollout } from './simulate.js';
import type { World } from './traffic.js';

/** A day in 1,000 seconds: the rates of one step cross several hours. */
const DAY = 1_000;
const wave = (depth: number, phase = 0) => {
  return (t: number): number => 1 + depth * Math.sin((2 * Math.PI * t) / DAY + phase);
};

/** Worlds in which the flag makes no difference. */
export const INDIFFERENT_WORLDS: Readonly<Record<string, World>> = {
  'errors as high as the threshold allows': {
    requestsPerSecond: 300,
    instances: 2,
    badShare: () => 0.0099,
  },
  'little traffic': { requestsPerSecond: 20, instances: 2, badShare: () => 0.004 },
  'clusters that retry into the next report': {
    requestsPerSecond: 300,
    instances: 2,
    badShare: () => 0.008,
    clusterSize: 3,
    spill: 0.5,
  },
  'rates that follow the hour, late reports': {
    requestsPerSecond: 200,
    instances: 3,
    badShare: (_, t) => 0.006 * wave(0.5, 1)(t),
    busy: wave(0.7),
    late: 0.3,
  },
  'all of it together': {
    requestsPerSecond: 200,
    instances: 3,
    badShare: (_, t) => 0.006 * wave(0.4, 1)(t),
    busy: wave(0.7),
    late: 0.3,
    clusterSize: 2.5,
    spill: 0.4,
  },
};

/** The default pair of guards: errors above 1 %, and more than 5 % slower than the limit of the p95. */
export function defaultGuards(world: World): SimulatedGuard[] {
  const slow: World = { ...world, badShare: (arm, t) => 3 * world.badShare(arm, t) };
  return [
    { threshold: 0.01, world, baseline: world.badShare('control', 0) },
    { threshold: 0.05, world: slow, baseline: slow.badShare('control', 0) },
  ];
}

/** How many of so many rollouts each verdict ended; `none` came through. */
export function endsOf(rollout: SimulatedRollout, rollouts: number): Record<string, number> {
  const ends: Record<string, number> = {};
  for (let seed = 0; seed < rollouts; seed++) {
    const verdict = simulate(rollout, seededRandom(seed + 1))?.verdict ?? 'none';
    ends[verdict] = (ends[verdict] ?? 0) + 1;
  }
  return ends;
}

/** Ends of safe rollouts in a world without difference. */
export function endsWithoutDifference(
  name: string,
  rollouts: number,
  checksPerStep: number,
): Record<string, number> {
  const world = INDIFFERENT_WORLDS[name];
  if (!world) throw new Error(`There is no world "${name}".`);
  const steps = [5, 10, 25, 50, 75, 100];
  return endsOf({ steps, checksPerStep, guards: defaultGuards(world), users: 2_000 }, rollouts);
}
