import { binomialTail } from './binomial-tail.js';
import { lookShare } from './budget.js';
import { inflationOf } from './scatter.js';
import type { Evidence, Run } from './evidence.js';
import { absoluteLimits, type GuardTest } from './guard-test.js';

/** Windows in a row that must be beyond the practical limits (rollouts.md, k). */
export const TRIPWIRE_WINDOWS = 2;

/** How one test came out: it fires when `p` is at most `alpha`. */
export interface TestResult {
  readonly p: number;
  readonly alpha: number;
  readonly windows: number;
  readonly inflation: number;
}

/**
 * Chance of so many bad requests in the treatment if it made no difference: given all bad requests of
 * both arms, the treatment's number is binomial with the share of its requests (Przyborowski &
 * Wilenski 1940; of differing strata the mean share, which is the careful side: Hoeffding 1956).
 */
function chanceOfDifference({ sum }: Run, inflation: number): number {
  if (sum.comparedBad === 0) return 1;
  const trials = sum.comparedBad / inflation;
  return binomialTail(sum.comparedTreatmentBad / inflation, trials, sum.expected / sum.comparedBad);
}

function chanceAgainst(run: Run, share: number, inflation: number): number {
  const { count, bad } = run.sum.treatment;
  return binomialTail(bad / inflation, count / inflation, share);
}

/**
 * The tripwire is a rule, not a test: treatment beyond threshold and margin in two consecutive
 * windows or more. To keep the budget it fires only when the run as a whole is also beyond chance, at
 * the share of the budget that this look may spend. `null` while there is no such run.
 */
export function tripwireOf(evidence: Evidence, test: GuardTest): TestResult | null {
  const { worse, looks } = evidence;
  if (worse.windows < TRIPWIRE_WINDOWS) return null;
  const inflation = inflationOf(evidence.scatter);
  const p =
    worse.sum.control.count >= test.minimumSamples
      ? chanceOfDifference(worse, inflation)
      : chanceAgainst(worse, absoluteLimits(test).nothing, inflation);
  const alpha = test.budget.tripwire * lookShare(looks, test.plannedLooks);
  return { p, alpha, windows: worse.windows, inflation };
}

/**
 * Both arms above the threshold in two consecutive windows or more, beyond chance: something is wrong
 * everywhere, and the flag is not what makes the difference. `null` while there is no such run.
 */
export function siteWideOf(evidence: Evidence, test: GuardTest): TestResult | null {
  const { siteWide, looks } = evidence;
  if (siteWide.windows < TRIPWIRE_WINDOWS) return null;
  const inflation = inflationOf(evidence.scatter);
  const { treatment, control } = siteWide.sum;
  const p = binomialTail(
    (treatment.bad + control.bad) / inflation,
    (treatment.count + control.count) / inflation,
    test.threshold,
  );
  const alpha = test.budget.siteWide * lookShare(looks, test.plannedLooks);
  return { p, alpha, windows: siteWide.windows, inflation };
}
