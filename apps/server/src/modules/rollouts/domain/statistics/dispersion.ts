import { chiSquareQuantileOverDf } from './chi-square-quantile.js';
import type { Contrast } from './contrast.js';

/** What was seen of the scatter between neighbours in time, at one length of time. */
export interface Dispersion {
  readonly squares: number;
  readonly variance: number;
  /** Σ of the variance that each square has by itself: 2V² + V. */
  readonly noise: number;
}

export const NO_DISPERSION: Dispersion = { squares: 0, variance: 0, noise: 0 };

/** One outage must not blind the tests for days: no square counts for more than this many variances. */
const LARGEST_RATIO = 100;
/** Assumed where nothing was seen yet: one user may be behind this many bad requests. */
export const MOST_INFLATION = 30;
/** Standard normal quantile of 10 %: the inflation is underestimated in one of ten at worst. */
const LOWER_QUANTILE = -1.2816;

/** Adds the difference of two neighbours. */
export function addDispersion(sum: Dispersion, { excess, variance }: Contrast): Dispersion {
  if (variance === 0) return sum;
  return {
    squares: sum.squares + Math.min(excess * excess, LARGEST_RATIO * variance),
    variance: sum.variance + variance,
    noise: sum.noise + 2 * variance * variance + variance,
  };
}

/** Lets old scatter count for less: `factor` in (0, 1]. */
export function fadeDispersion(sum: Dispersion, factor: number): Dispersion {
  return {
    squares: sum.squares * factor,
    variance: sum.variance * factor,
    noise: sum.noise * factor,
  };
}

/** Degrees of freedom that the scatter is worth (Satterthwaite 1946); 0 for none seen. */
export function degreesOfFreedom({ variance, noise }: Dispersion): number {
  return noise === 0 ? 0 : (2 * variance * variance) / noise;
}

/**
 * Upper 90 % bound of how many times the binomial variance was seen, φ = Σ excess² / Σ variance
 * (McCullagh & Nelder 1989, §4.5), 1 to 30; 30 where nothing was seen.
 */
export function inflationBound(seen: Dispersion): number {
  const lower = chiSquareQuantileOverDf(degreesOfFreedom(seen), LOWER_QUANTILE);
  if (lower === 0) return MOST_INFLATION;
  return Math.min(MOST_INFLATION, Math.max(1, seen.squares / seen.variance / lower));
}
