import {
  entryBudget,
  sampleRatioBudget,
} from '../../src/modules/rollouts/domain/statistics/budget.js';
import {
  beginEvidence,
  type Evidence,
} from '../../src/modules/rollouts/domain/statistics/evidence.js';
import type { GuardTest } from '../../src/modules/rollouts/domain/statistics/guard-test.js';
import {
  judge,
  type StatisticalVerdict,
} from '../../src/modules/rollouts/domain/statistics/judge.js';
import { learnScatter } from '../../src/modules/rollouts/domain/statistics/learn-scatter.js';
import {
  checkSampleRatio,
  NO_SAMPLE_RATIO,
} from '../../src/modules/rollouts/domain/statistics/sample-ratio.js';
import { binomial, type Random } from './random.js';
import { CELL_SECONDS, Traffic, type World } from './traffic.js';

/** Two flushes. */
const WARM_UP_SECONDS = 2 * CELL_SECONDS;

/** One guard of a simulated rollout, with the world it watches. */
export interface SimulatedGuard {
  readonly threshold: number;
  readonly world: World;
  readonly baseline?: number;
}

/** A rollout to simulate: the steps in percent, each held for so many checks. */
export interface SimulatedRollout {
  readonly steps: readonly number[];
  readonly checksPerStep: number;
  readonly guards: readonly SimulatedGuard[];
  /** Checks that the budget is divided by; those simulated unless given. */
  readonly plannedChecks?: number;
  readonly checkSeconds?: number;
  readonly minimumSamples?: number;
  /** Distinct users seen by the end of a step; 0 leaves the sample-ratio check out. */
  readonly users?: number;
}

/** How a simulated rollout ended, and when; null: it came through. */
export interface Stop {
  readonly verdict: StatisticalVerdict | 'sample-ratio';
  readonly guard: number;
  readonly step: number;
  /** Seconds since the start of the rollout. */
  readonly at: number;
}

const STOPPING = new Set<string>(['tripwire', 'sequential', 'site-wide']);

function testOf(rollout: SimulatedRollout, guard: SimulatedGuard, step: number): GuardTest {
  return {
    threshold: guard.threshold,
    margin: 0.5,
    minimumSamples: rollout.minimumSamples ?? 50,
    baseline: guard.baseline ?? null,
    controlExpected: (rollout.steps[step] ?? 100) < 100,
    plannedLooks: rollout.plannedChecks ?? rollout.checksPerStep,
    budget: entryBudget(step + 1, rollout.steps.length, rollout.guards.length),
  };
}

/** Stands for the merged id sample of a step: true once a look calls the ratio wrong. */
function ratioFires(rollout: SimulatedRollout, step: number, random: Random): boolean {
  const percentage = rollout.steps[step] ?? 100;
  const budget = sampleRatioBudget(step + 1, rollout.steps.length);
  let state = NO_SAMPLE_RATIO;
  let users = 0;
  let treatment = 0;
  while (users < Math.min(rollout.users ?? 0, 2_000)) {
    const more = Math.max(128, users);
    treatment += binomial(random, more, percentage / 100);
    users += more;
    const sample = { treatment, control: users - treatment, distinct: users };
    const check = checkSampleRatio(state, sample, { percentage, budget });
    if (check.result?.fires) return true;
    state = check.state;
  }
  return false;
}

/** Runs one rollout through the very functions that the engine calls at each check. */
export function simulate(rollout: SimulatedRollout, random: Random): Stop | null {
  const checkSeconds = rollout.checkSeconds ?? 10;
  const traffic = rollout.guards.map((guard) => new Traffic(guard.world, random));
  const evidence: (Evidence | null)[] = rollout.guards.map(() => null);
  let t = 0;
  for (let step = 0; step < rollout.steps.length; step++) {
    const percentage = rollout.steps[step] ?? 100;
    rollout.guards.forEach(
      (_, guard) => (evidence[guard] = beginEvidence(evidence[guard] ?? null)),
    );
    if (ratioFires(rollout, step, random))
      return { verdict: 'sample-ratio', guard: -1, step, at: t };
    const tests = rollout.guards.map((guard) => testOf(rollout, guard, step));
    for (let second = 0; second < WARM_UP_SECONDS; second += CELL_SECONDS)
      for (let guard = 0; guard < tests.length; guard++)
        evidence[guard] = learnScatter(
          evidence[guard]!,
          traffic[guard]!.cell(t + second, percentage),
        );
    t += WARM_UP_SECONDS;
    for (let check = 0; check < rollout.checksPerStep; check++) {
      const begin = t;
      t += checkSeconds;
      for (let guard = 0; guard < tests.length; guard++) {
        const cells = [];
        for (let second = begin; second < t; second += CELL_SECONDS)
          cells.push(...traffic[guard]!.cell(second, percentage));
        const judgement = judge(evidence[guard]!, cells, tests[guard]!);
        evidence[guard] = judgement.evidence;
        if (STOPPING.has(judgement.verdict))
          return { verdict: judgement.verdict, guard, step, at: t };
      }
    }
    for (const one of traffic) one.nextStep();
  }
  return null;
}
