import { incompleteBeta } from './incomplete-beta.js';
import { logGamma } from './log-gamma.js';

/** What is bet on: odds of the treatment's requests so many times those of the control's. */
const LEAST_RATIO = 1.5;
const MOST_RATIO = 20;

/** Chance that a Beta(a, b) number lies between the two, with full relative precision in either tail. */
function betaBetween([low, high]: readonly [number, number], a: number, b: number): number {
  const below = incompleteBeta(high, a, b) - incompleteBeta(low, a, b);
  if (low < a / (a + b)) return below;
  return incompleteBeta(1 - low, b, a) - incompleteBeta(1 - high, b, a);
}

/**
 * ln of the betting odds against "each of `trials` bad requests fell to the treatment with probability
 * `share`", in favour of a larger probability, spread evenly over those that come of odds 1.5 to 20
 * times as high: the mean of (θ/share)^hits · ((1−θ)/(1−share))^(trials−hits) over them. Where nothing
 * differs they pass 1/α at any time with probability at most α, however often one looks (Ville 1939;
 * Robbins 1970). Hits and trials need not be whole. 0 for no trials.
 */
export function logOddsAgainstAlike(hits: number, trials: number, share: number): number {
  if (trials <= 0 || share <= 0 || share >= 1) return 0;
  const times = (ratio: number): number => (ratio * share) / (ratio * share + 1 - share);
  const bets = [times(LEAST_RATIO), times(MOST_RATIO)] as const;
  const misses = Math.max(0, trials - hits);
  const logBeta = logGamma(hits + 1) + logGamma(misses + 1) - logGamma(trials + 2);
  const between = betaBetween(bets, hits + 1, misses + 1);
  if (!(between > 0)) return -Infinity;
  const likelihood = hits * Math.log(share) + misses * Math.log1p(-share);
  return logBeta + Math.log(between / (bets[1] - bets[0])) - likelihood;
}
