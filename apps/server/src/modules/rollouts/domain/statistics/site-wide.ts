import { spendable } from './budget.js';
import type { Evidence } from './evidence.js';
import { fewUsersTail } from './inflated-tail.js';
import type { GuardTest } from './guard-test.js';
import { beliefOf } from './scatter.js';
import { TRIPWIRE_WINDOWS } from './tripwire.js';

/** How the test for trouble on the whole site stands: it fires when `p` is at most `alpha`. */
export interface SiteWideResult {
  readonly p: number;
  readonly alpha: number;
  readonly windows: number;
  readonly inflation: number;
  readonly fires: boolean;
}

/**
 * Both arms above the threshold in two consecutive windows or more, and the control, which the flag
 * does not touch, beyond chance by the exact binomial tail: something is wrong everywhere, and the flag
 * is not what makes the difference. `null` while there is no such run.
 */
export function siteWideOf(evidence: Evidence, test: GuardTest): SiteWideResult | null {
  const { sum, windows } = evidence.siteWide;
  if (windows < TRIPWIRE_WINDOWS) return null;
  const belief = beliefOf(evidence.scatter, sum.rounds);
  const p = fewUsersTail(sum.control, test.threshold, belief);
  const alpha = spendable(test.budget.siteWide, evidence.lookShare);
  return { p, alpha, windows, inflation: belief.inflation, fires: p <= alpha };
}
