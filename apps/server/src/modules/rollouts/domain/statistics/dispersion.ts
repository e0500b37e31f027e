import { chiSquareQuantileOverDf } from './chi-square-quantile.js';
import type { Contrast } from './contrast.js';

/** What was seen of the scatter between neighbours in time, at one length of time. */
export interface Dispersion {
  readonly squares: number;
  readonly variance: number;
  /** Σ of the variance that each square has by itself: 2V² + V. */
  readonly noise: number;
}

/** What is held of the scatter: an estimate of the inflation, and the degrees of freedom that it is worth. */
export interface Belief {
  readonly inflation: number;
  readonly worth: number;
}

export const NO_DISPERSION: Dispersion = { squares: 0, variance: 0, noise: 0 };

/** Most times the binomial variance that is ever assumed. */
export const MOST_INFLATION = 30;

/**
 * Adds the difference of two neighbours, letting what was seen before count `fade` times as much; one
 * outage must not blind the tests for days, so that no square counts for more than 30 variances.
 */
export function addDispersion(sum: Dispersion, contrast: Contrast, fade = 1): Dispersion {
  const { excess, variance } = contrast;
  return {
    squares: sum.squares * fade + Math.min(excess * excess, MOST_INFLATION * variance),
    variance: sum.variance * fade + variance,
    noise: sum.noise * fade + 2 * variance * variance + variance,
  };
}

/** Excess fourth cumulant of geometric clusters: about three times the cube of their inflation. */
const CLUSTER_TAIL = 3;

/**
 * Degrees of freedom that the scatter is worth (Satterthwaite 1946), 0 for none seen, where requests
 * are believed to have `inflation` times the binomial variance, at least 1: bad requests that come in
 * clusters say no more than as many clusters would.
 */
export function degreesOfFreedom({ variance, noise }: Dispersion, inflation: number): number {
  if (noise === 0) return 0;
  return (2 * variance * variance) / (noise + CLUSTER_TAIL * (inflation - 1) * variance);
}

/**
 * The belief with what was seen of how many times the binomial variance requests have,
 * φ = Σ excess² / Σ variance (McCullagh & Nelder 1989, §4.5): the mean of both, weighted by their
 * degrees of freedom.
 */
export function revised(belief: Belief, seen: Dispersion): Belief {
  if (seen.noise === 0) return belief;
  const ratio = seen.squares / seen.variance;
  const mean = (df: number): number =>
    (df * ratio + belief.worth * belief.inflation) / (df + belief.worth);
  const df = degreesOfFreedom(seen, Math.max(1, mean(degreesOfFreedom(seen, 1))));
  return { inflation: mean(df), worth: df + belief.worth };
}

/**
 * Inflation that is not passed with the probability whose standard normal quantile is `z`, 1 to 30:
 * what is estimated from squares follows a scaled inverse χ².
 */
export function inflationAt({ inflation, worth }: Belief, z: number): number {
  const lower = chiSquareQuantileOverDf(worth, -z);
  if (lower === 0) return MOST_INFLATION;
  return Math.min(MOST_INFLATION, Math.max(1, inflation / lower));
}
