import { addCounts, NO_COUNTS, type Counts } from './counts.js';
import type { Cell, Evidence } from './evidence.js';
import { roundsOf } from './rounds-of.js';
import { addScatter, type Scatter, type Stratum } from './scatter.js';

/**
 * Scatter with one round added. It is learnt from the arm without the change, so that a fault of the
 * treatment cannot hide behind the scatter it makes; from the treatment only where there is no other.
 */
export function learnRound(scatter: Scatter, round: readonly Cell[]): Scatter {
  const compared = round.some(({ control }) => control.count > 0);
  const strata: Stratum[] = [];
  let total: Counts = NO_COUNTS;
  for (const { instance, treatment, control } of round) {
    const quiet = compared ? control : treatment;
    if (quiet.count === 0) continue;
    strata.push({ instance, counts: quiet });
    total = addCounts(total, quiet);
  }
  return total.count === 0 ? scatter : addScatter(scatter, strata, total);
}

/**
 * Evidence that knows how reports scatter, and nothing else new: all that those of a warm-up, and of
 * the time before the start, are good for. Cells come in their order in time.
 */
export function learnScatter(evidence: Evidence, cells: readonly Cell[]): Evidence {
  return { ...evidence, scatter: roundsOf(cells).reduce(learnRound, evidence.scatter) };
}
