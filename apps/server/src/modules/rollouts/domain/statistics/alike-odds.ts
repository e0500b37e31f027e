import { incompleteBeta } from './incomplete-beta.js';
import { logGamma } from './log-gamma.js';

/**
 * ln of the betting odds against "each of `trials` bad requests fell to the treatment with probability
 * `share`", in favour of any larger probability (uniform mixture): ∫ from share to 1 of
 * (θ/share)^hits · ((1−θ)/(1−share))^(trials−hits) dθ / (1−share). Where nothing differs they pass 1/α
 * at any time with probability at most α, however often one looks (Ville 1939; Robbins 1970). Hits and
 * trials need not be whole. 0 for no trials.
 */
export function logOddsAgainstAlike(hits: number, trials: number, share: number): number {
  if (trials <= 0 || share <= 0 || share >= 1) return 0;
  const misses = Math.max(0, trials - hits);
  const logBeta = logGamma(hits + 1) + logGamma(misses + 1) - logGamma(trials + 2);
  const above = incompleteBeta(1 - share, misses + 1, hits + 1);
  if (above === 0) return -Infinity;
  const likelihood = hits * Math.log(share) + (misses + 1) * Math.log1p(-share);
  return logBeta + Math.log(above) - likelihood;
}
