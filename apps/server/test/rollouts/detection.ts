import { seededRandom } from './random.js';
import { simulate, type SimulatedGuard } from './simulate.js';
import type { World } from './traffic.js';

/** A fault of the treatment, in requests per second and shares of bad requests. */
export interface Fault {
  readonly treatmentPerSecond: number;
  readonly percentage: number;
  readonly instances: number;
  readonly threshold: number;
  readonly before: number;
  readonly after: number;
  /** True: it begins some minutes into the step, at any moment; false: with the step. */
  readonly midStep: boolean;
  readonly clusterSize?: number;
}

/** Seconds from the beginning of the fault to the verdict, sorted; Infinity where none was reached. */
export function detectionTimes(fault: Fault, runs: number): number[] {
  const times: number[] = [];
  for (let seed = 0; seed < runs; seed++) {
    const random = seededRandom(seed + 7);
    const onset = fault.midStep ? 600 + random() * 10 : 0;
    const world: World = {
      requestsPerSecond: (fault.treatmentPerSecond * 100) / fault.percentage,
      instances: fault.instances,
      badShare: (arm, t) => (arm === 'treatment' && t >= onset ? fault.after : fault.before),
      phased: true,
      ...(fault.clusterSize === undefined ? {} : { clusterSize: fault.clusterSize }),
    };
    const guards: SimulatedGuard[] = [
      { threshold: fault.threshold, world, baseline: fault.before },
      { threshold: 0.05, world: { ...world, badShare: () => 0.001 }, baseline: 0.001 },
    ];
    // A day has 8,640 checks: that is what the budget is divided by, however soon we stop looking.
    const rollout = { steps: [fault.percentage], checksPerStep: 400, plannedChecks: 8_640, guards };
    const stop = simulate(rollout, random);
    times.push(stop === null || stop.at < onset ? Infinity : stop.at - onset);
  }
  return times.sort((a, b) => a - b);
}
