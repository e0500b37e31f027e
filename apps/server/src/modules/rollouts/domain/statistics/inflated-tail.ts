import { binomialTail, clusteredTail } from './binomial-tail.js';
import type { Counts } from './counts.js';
import { inflationAt, type Belief } from './dispersion.js';

/** Where the inflation may lie: probabilities with the standard normal quantiles of their upper ends. */
const PARTS = [
  [0.7, 0.5244],
  [0.2, 1.2816],
  [0.08, 2.0537],
  [0.02, 2.8782],
] as const;

/** Mean over what is believed of the inflation, as long as little is known of it hardly ever small. */
function meanTail(belief: Belief, tailAt: (inflation: number) => number): number {
  return PARTS.reduce((sum, [weight, z]) => sum + weight * tailAt(inflationAt(belief, z)), 0);
}

/**
 * Chance of so many bad requests or more if each is bad with probability `share`, 0–1: the binomial
 * tail of the counts divided by the inflation. Right where many users have a part in them.
 */
export function inflatedTail({ bad, count }: Counts, share: number, belief: Belief): number {
  return meanTail(belief, (inflation) => binomialTail(bad / inflation, count / inflation, share));
}

/** A negative binomial needs some inflation; below this it is a binomial. */
const LEAST_CLUSTERED = 1.001;

/** The same where few users may have sent them all, one of them most: the longest cluster decides. */
export function fewUsersTail({ bad, count }: Counts, share: number, belief: Belief): number {
  return meanTail(belief, (inflation) =>
    inflation < LEAST_CLUSTERED
      ? binomialTail(bad, count, share)
      : clusteredTail(bad, count * share, inflation),
  );
}
