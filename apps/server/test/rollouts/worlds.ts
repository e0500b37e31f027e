import type { Guard } from '../../src/modules/rollouts/domain/guards/guard.js';
import { defaultGuards } from './simulate.js';
import type { Arm, World } from './traffic.js';

/** A world in which the flag makes no difference, and the guards that watch it. */
export interface Indifferent {
  readonly world: World;
  readonly guards?: readonly Guard[];
}

/** A day in 1,000 seconds: the rates of one step cross several hours. */
const DAY = 1_000;
const wave = (depth: number, phase = 0, day = DAY) => {
  return (t: number): number => 1 + depth * Math.sin((2 * Math.PI * t) / day + phase);
};

type Share = (arm: Arm, t: number) => number;
const always =
  (share: number): Share =>
  () =>
    share;

/** Errors against a threshold of 1 %, and five times as many slow requests against 5 %. */
const both = (errors: Share): Pick<World, 'errors' | 'slow'> => ({
  errors,
  slow: (arm, t) => 5 * errors(arm, t),
});

/** Errors that go up and down from minute to minute, both arms alike, by up to `depth` of their mean. */
function restless(mean: number, depth: number): Share {
  const waves = [37, 61, 97, 163].map((seconds, index) => wave(depth / 4, index, seconds));
  return (_, t) => mean * waves.reduce((product, one) => product * one(t), 1);
}

const withErrorsAbove = (threshold: number): readonly Guard[] =>
  defaultGuards().map((guard) =>
    guard.metric === 'errorRatePercent' ? { ...guard, threshold } : guard,
  );

const hourly = (mean: number, depth: number): Share => {
  const hour = wave(depth, 1);
  return (_, t) => mean * hour(t);
};

/** The worlds that were looked at while constants were chosen. */
export const TUNING_WORLDS: Readonly<Record<string, Indifferent>> = {
  'errors as high as the threshold allows': {
    world: { requestsPerSecond: 300, instances: 2, ...both(always(0.0099)) },
  },
  'little traffic': {
    world: { requestsPerSecond: 20, instances: 2, ...both(always(0.004)) },
  },
  'clusters that retry into the next report': {
    world: {
      requestsPerSecond: 300,
      instances: 2,
      ...both(always(0.008)),
      clusterSize: 3,
      spill: 0.5,
    },
  },
  'clusters of 5 that go on for half a minute': {
    world: {
      requestsPerSecond: 100,
      instances: 4,
      ...both(always(0.006)),
      clusterSize: 5,
      spill: 0.7,
    },
  },
  'clusters of 8 that go on for a minute': {
    world: {
      requestsPerSecond: 300,
      instances: 3,
      ...both(always(0.006)),
      clusterSize: 8,
      spill: 0.8,
    },
  },
  'clusters of 5 over 20 s that meet any instance': {
    world: {
      requestsPerSecond: 150,
      instances: 3,
      ...both(always(0.007)),
      clusterSize: 5,
      clusterSeconds: 20,
      roaming: true,
    },
  },
  'rates that follow the hour, late reports': {
    world: {
      requestsPerSecond: 200,
      instances: 3,
      ...both(hourly(0.006, 0.5)),
      busy: wave(0.7),
      late: 0.3,
    },
  },
  'all of it together': {
    world: {
      requestsPerSecond: 200,
      instances: 3,
      ...both(hourly(0.006, 0.4)),
      busy: wave(0.7),
      late: 0.3,
      clusterSize: 2.5,
      spill: 0.4,
    },
  },
};

/** Worlds that were only looked at when everything was chosen. */
export const UNSEEN_WORLDS: Readonly<Record<string, Indifferent>> = {
  'a tenth of the threshold, 1,000 requests/s': {
    world: { requestsPerSecond: 1_000, instances: 8, ...both(always(0.001)) },
  },
  '0.9 % by day, 1,000 requests/s, one instance': {
    world: {
      requestsPerSecond: 1_000,
      instances: 1,
      ...both(hourly(0.0085, 0.1)),
      busy: wave(0.4),
    },
  },
  'one request per second': {
    world: { requestsPerSecond: 1, instances: 1, ...both(always(0.005)), users: 60 },
  },
  'forty instances, pairs, late reports': {
    world: {
      requestsPerSecond: 150,
      instances: 40,
      ...both(always(0.007)),
      clusterSize: 2,
      late: 0.2,
    },
  },
  'a threshold of 0.2 %, errors of 0.19 %': {
    world: { requestsPerSecond: 500, instances: 3, ...both(always(0.0019)) },
    guards: withErrorsAbove(0.2),
  },
  'a threshold of 10 %, errors of 9 % in clusters': {
    world: { requestsPerSecond: 50, instances: 2, errors: always(0.09), clusterSize: 3 },
    guards: withErrorsAbove(10),
  },
  'errors that change from minute to minute': {
    world: { requestsPerSecond: 400, instances: 2, ...both(restless(0.006, 0.5)) },
  },
  'ten requests/s close to the threshold, pairs': {
    world: { requestsPerSecond: 10, instances: 2, ...both(always(0.009)), clusterSize: 2 },
  },
  'clusters of 4 over 20 s': {
    world: {
      requestsPerSecond: 200,
      instances: 3,
      ...both(always(0.007)),
      clusterSize: 4,
      clusterSeconds: 20,
    },
  },
  'clusters of 10 over a minute': {
    world: {
      requestsPerSecond: 100,
      instances: 4,
      ...both(always(0.005)),
      clusterSize: 10,
      clusterSeconds: 60,
    },
  },
  'clusters of 10 over a minute, any instance': {
    world: {
      requestsPerSecond: 100,
      instances: 4,
      ...both(always(0.005)),
      clusterSize: 10,
      clusterSeconds: 60,
      roaming: true,
    },
  },
  'clusters of 6 over 10 s, one instance': {
    world: {
      requestsPerSecond: 50,
      instances: 1,
      ...both(always(0.006)),
      clusterSize: 6,
      clusterSeconds: 10,
    },
  },
  'pairs over 5 s, late reports': {
    world: {
      requestsPerSecond: 150,
      instances: 2,
      ...both(always(0.008)),
      clusterSize: 2,
      clusterSeconds: 5,
      late: 0.2,
    },
  },
  'instances that differ by six times, pairs': {
    world: {
      requestsPerSecond: 200,
      instances: 6,
      ...both(always(0.006)),
      badness: (instance) => [0.3, 0.5, 0.8, 1, 1.4, 2][instance] ?? 1,
      clusterSize: 2,
      spill: 0.3,
    },
  },
  'one bad instance, in both arms': {
    world: {
      requestsPerSecond: 200,
      instances: 5,
      ...both(always(0.006)),
      badness: (instance) => (instance === 0 ? 3 : 0.5),
    },
  },
  'instances that go bad by turns': {
    world: {
      requestsPerSecond: 200,
      instances: 4,
      ...both(always(0.006)),
      badness: (instance, t) => 1 + 0.7 * Math.sin(t / 40 + instance * 2),
    },
  },
};

const WEEKDAY = 86_400;

/** Healthy weeks: traffic and errors follow the hours of real days. */
export const RAMP_WORLDS: Readonly<Record<string, World>> = {
  'half the threshold, the hours of the day': {
    requestsPerSecond: 100,
    instances: 1,
    ...both((_, t) => 0.005 * wave(0.3, 1, WEEKDAY)(t)),
    busy: wave(0.6, 0, WEEKDAY),
    clusterSize: 1.5,
  },
  'a tenth of the threshold, little traffic': {
    requestsPerSecond: 10,
    instances: 1,
    ...both(always(0.001)),
  },
  'close to the threshold': {
    requestsPerSecond: 300,
    instances: 1,
    ...both(always(0.009)),
  },
  'clusters that retry into later reports': {
    requestsPerSecond: 50,
    instances: 1,
    ...both(always(0.006)),
    clusterSize: 3,
    spill: 0.5,
    late: 0.1,
  },
};
