import { contrastOf } from './contrast.js';
import { addCounts, NO_COUNTS, type Counts } from './counts.js';
import { addDispersion } from './dispersion.js';
import type { Cell, Evidence } from './evidence.js';
import { addScatter } from './scatter.js';

/**
 * Scatter is learnt from the arm without the change, so that a fault of the treatment cannot hide
 * behind the scatter it makes; from the treatment only where there is no other arm.
 */
function quietArm(cell: Cell): Counts {
  return cell.control.count > 0 ? cell.control : cell.treatment;
}

/**
 * Evidence that knows how neighbouring cells of one instance and neighbouring checks scatter, and
 * nothing else new: all that reports of a warm-up are good for. Cells come in their order in time;
 * each is used in one pair only, so that the pairs are independent.
 */
export function learnScatter(evidence: Evidence, cells: readonly Cell[]): Evidence {
  let between = evidence.scatter.cells;
  let check = NO_COUNTS;
  const neighbours = new Map(Object.entries(evidence.neighbours));
  const seen = new Set<string>();
  for (const cell of cells) {
    seen.add(cell.instance);
    const quiet = quietArm(cell);
    check = addCounts(check, quiet);
    const neighbour = neighbours.get(cell.instance);
    if (neighbour) {
      between = addDispersion(between, contrastOf(quiet, neighbour));
      neighbours.delete(cell.instance);
    } else neighbours.set(cell.instance, quiet);
  }
  const recent = [...neighbours].filter(([instance]) => seen.has(instance));
  return {
    ...evidence,
    scatter: addScatter(evidence.scatter, between, check),
    neighbours: Object.fromEntries(recent),
  };
}
