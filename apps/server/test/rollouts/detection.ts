import { STRATEGIES } from '../../src/modules/rollouts/domain/plan/strategies.js';
import { seededRandom } from './random.js';
import { simulate } from './simulate.js';
import type { Arm, World } from './traffic.js';

/** Seconds that steps before the one with the fault take, and what is added before a fault in mid-step. */
const STEP_SECONDS = 300;
const MID_STEP_SECONDS = 1_800;
/** Where it is not seen for so long it is not seen. */
const PATIENCE_SECONDS = 3_600;
const DAY_MS = 86_400_000;

/** A fault of the treatment; rates in requests per second, shares 0–1. */
export interface Fault {
  readonly treatmentPerSecond: number;
  readonly percentage: number;
  readonly instances: number;
  readonly what: 'errors' | 'slow';
  readonly before: number;
  readonly after: number;
  /** `mid-step`: half an hour into the step, at any moment; `step`: with it; `first-step`: the rollout begins with this step, and nothing is known. */
  readonly begins: 'mid-step' | 'step' | 'first-step';
  readonly clusterSize?: number;
}

/** What was made of a fault: seconds from its beginning to the rollback, sorted, Infinity where there was none. */
export interface Detections {
  readonly times: readonly number[];
  readonly codes: Readonly<Record<string, number>>;
}

/** The `safe` plan, a day per step; from this percentage on where it is the first step. */
function planFor({ percentage, begins }: Fault) {
  if (begins !== 'first-step') return STRATEGIES.safe;
  const rest = STRATEGIES.safe.filter((step) => step.percentage >= percentage);
  return rest.length > 0 ? rest : [{ percentage: 100, holdMs: DAY_MS }];
}

function detect(fault: Fault, seed: number): { code: string; after: number } {
  const random = seededRandom(seed);
  const plan = planFor(fault);
  const stay = plan.findIndex(({ percentage }) => percentage === fault.percentage);
  const changes: number[] = [];
  const isFaulty = (arm: Arm, t: number): boolean =>
    arm === 'treatment' && t >= (changes[0] ?? Infinity);
  const { before, after } = fault;
  const share = (arm: Arm, t: number): number => (isFaulty(arm, t) ? after : before);
  const world: World = {
    requestsPerSecond: (fault.treatmentPerSecond * 100) / fault.percentage,
    instances: fault.instances,
    errors: fault.what === 'errors' ? share : () => 0.002,
    ...(fault.what === 'slow' && { slow: share }),
    ...(fault.clusterSize !== undefined && { clusterSize: fault.clusterSize }),
    changes,
  };
  const wait = fault.begins === 'mid-step' ? MID_STEP_SECONDS + 10 * random() : 0;
  const onStep = (step: number, at: number): void => {
    if (step === stay) changes.push(at + wait);
  };
  const until = (stay + 1) * (STEP_SECONDS + 60) + wait + PATIENCE_SECONDS;
  const end = simulate({ plan, world, advanceAfter: STEP_SECONDS, stay, until, onStep }, random);
  const onset = changes[0] ?? Infinity;
  const seen = end.blamed && end.at >= onset;
  return { code: end.code, after: seen ? end.at - onset : Infinity };
}

/** How long it takes until a fault is rolled back, over so many rollouts. */
export function detections(fault: Fault, runs: number): Detections {
  const times: number[] = [];
  const codes: Record<string, number> = {};
  for (let seed = 0; seed < runs; seed++) {
    const { code, after } = detect(fault, seed + 1_000);
    times.push(after);
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return { times: times.sort((a, b) => a - b), codes };
}
