import type { Counts } from './counts.js';

/** How far `a` is from what it would hold if it were no different from `b`. */
export interface Contrast {
  /** Bad requests of `a` above its share of all bad ones; mean 0 under no difference. */
  readonly excess: number;
  /** What that share was. */
  readonly expected: number;
  /** Hypergeometric variance of the excess. */
  readonly variance: number;
  /** Excess per unit of difference between the two shares. */
  readonly weight: number;
}

/**
 * Observed minus expected within one stratum, as in the test of Cochran (1954), Mantel & Haenszel
 * (1959): whatever rate the stratum has, and however traffic is divided, its mean is 0 when the arms
 * do not differ. All zero where one side saw nothing.
 */
export function contrastOf(a: Counts, b: Counts): Contrast {
  const total = a.count + b.count;
  if (a.count === 0 || b.count === 0) return { excess: 0, expected: 0, variance: 0, weight: 0 };
  const bad = a.bad + b.bad;
  const expected = (a.count * bad) / total;
  const weight = (a.count * b.count) / total;
  const variance = (weight * bad * (total - bad)) / (total * (total - 1));
  return { excess: a.bad - expected, expected, variance, weight };
}
