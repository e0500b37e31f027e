import { binomialTail } from './binomial-tail.js';
import type { Counts } from './counts.js';
import { inflationAt, type Belief } from './dispersion.js';

/** Where the inflation may lie: probabilities with the standard normal quantiles of their upper ends. */
const PARTS = [
  [0.7, 0.5244],
  [0.2, 1.2816],
  [0.08, 2.0537],
  [0.02, 2.8782],
] as const;

/**
 * Chance of so many bad requests or more if each is bad with probability `share`, 0–1: the binomial
 * tail of the counts divided by the inflation, averaged over what is believed of that. As long as
 * little is known of the scatter, it hardly ever is small.
 */
export function inflatedTail({ bad, count }: Counts, share: number, belief: Belief): number {
  return PARTS.reduce((sum, [weight, z]) => {
    const inflation = inflationAt(belief, z);
    return sum + weight * binomialTail(bad / inflation, count / inflation, share);
  }, 0);
}
