import { logOddsAgainstAlike } from './alike-odds.js';
import { EARLY_LOOKS, OUTAGE_BLAMED, spendable } from './budget.js';
import { dispersionWithin } from './cell-scatter.js';
import { isWorse } from './close-window.js';
import { shareOf } from './counts.js';
import type { Evidence, Window } from './evidence.js';
import { fewUsersTail, inflatedTail } from './inflated-tail.js';
import { absoluteLimits, type GuardTest } from './guard-test.js';
import { revised, type Belief } from './dispersion.js';
import { beliefOf, SUSPICIOUS, TRUSTING, type Prior, type Scatter } from './scatter.js';

/** Windows in a row that must be beyond the threshold (rollouts.md, k). */
export const TRIPWIRE_WINDOWS = 2;

/** Chance at which the control itself is taken to be above the threshold: then it is not the flag alone. */
const CONTROL_ABOVE = 0.001;

/** One user hardly fails more often within half a minute. */
const MANY_BAD = 40;

/** Bad requests of one user that a week of looking may still meet; beyond it the tail of many users holds. */
const LONGEST_CLUSTER = 50;

/** How the tripwire stands. */
export interface TripwireResult {
  /** Chance of so many bad requests in the treatment if its share were within the threshold, and what this look may spend. */
  readonly p: number;
  readonly alpha: number;
  /** How many to one against both arms being alike; null where there is no control. */
  readonly odds: number | null;
  readonly windows: number;
  readonly inflation: number;
  readonly fires: boolean;
}

function oddsOf(run: Window, inflation: number): number {
  const { comparedBad, comparedTreatmentBad, expected } = run;
  if (comparedBad === 0) return 1;
  const share = expected / comparedBad;
  const logOdds = logOddsAgainstAlike(
    comparedTreatmentBad / inflation,
    comparedBad / inflation,
    share,
  );
  // The plainest faults are beyond what a double holds, and evidence is JSON.
  return Math.min(Math.exp(logOdds), Number.MAX_VALUE);
}

function isControlAbove({ control }: Window, { threshold }: GuardTest, belief: Belief): boolean {
  return shareOf(control) > threshold && inflatedTail(control, threshold, belief) <= CONTROL_ABOVE;
}

/** True of a new step that shows more bad requests at once than a user has; any other change is suspect. */
function isTrusted({ treatment }: Window, looks: number): boolean {
  return looks <= EARLY_LOOKS && treatment.bad >= MANY_BAD;
}

/** The run itself has a say: bad requests that sit in few of its cells are few users, those in all are a fault. */
function beliefAbout(run: Window, scatter: Scatter, prior: Prior): Belief {
  return revised(beliefOf(scatter, run.rounds, prior), dispersionWithin(run.treatment, run.spread));
}

/**
 * The tripwire: treatment beyond the threshold in two consecutive windows, and over the run of windows
 * since it rose worse than the control by the margin (without a control: beyond the absolute limit).
 * Two errors are kept apart. That the share was within the threshold all the time has to be refuted at
 * what this look may spend of the budget, by the exact binomial tail (Clopper & Pearson 1934), which
 * needs no control and so is as quick at 75 % as at 5 %. That both arms rose alike, which is trouble
 * but not the flag's, has to be refuted 10 to 1, by odds that may be looked at after every window.
 * Both with counts divided by the inflation. `null` while there is no such run.
 */
export function tripwireOf(evidence: Evidence, test: GuardTest): TripwireResult | null {
  const { above } = evidence;
  const { sum, windows, last } = above;
  if (last < TRIPWIRE_WINDOWS || !isWorse(sum, test)) return null;
  const compared = sum.control.count >= test.minimumSamples;
  const scatter = compared ? evidence.scatter : (evidence.settled ?? evidence.scatter);
  const trusted = isTrusted(sum, evidence.looks);
  const belief = beliefAbout(sum, scatter, trusted ? TRUSTING : SUSPICIOUS);
  const inflation = Math.max(1, belief.inflation);
  const limit = compared ? test.threshold : absoluteLimits(test).nothing;
  const fewUsers = !trusted && sum.treatment.bad < LONGEST_CLUSTER;
  const tailOf = fewUsers ? fewUsersTail : inflatedTail;
  const p = tailOf(sum.treatment, limit, belief);
  const alpha = spendable(test.budget.tripwire, evidence.lookShare);
  const odds = compared ? oddsOf(sum, inflation) : null;
  const blamable =
    odds === null || (odds >= 1 / OUTAGE_BLAMED && !isControlAbove(sum, test, belief));
  return { p, alpha, odds, windows, inflation, fires: p <= alpha && blamable };
}
