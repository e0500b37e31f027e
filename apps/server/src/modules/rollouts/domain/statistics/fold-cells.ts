import { contrastOf, type Contrast } from './contrast.js';
import { addCounts } from './counts.js';
import type { Cell, Cumulative, Evidence, Window } from './evidence.js';
import { learnScatter } from './learn-scatter.js';

function addToCumulative(sum: Cumulative, { excess, variance, weight }: Contrast): Cumulative {
  if (weight === 0) return sum;
  return {
    cells: sum.cells + 1,
    excess: sum.excess + excess,
    variance: sum.variance + variance,
    weight: sum.weight + weight,
    excessSquares: sum.excessSquares + excess * excess,
    excessWeights: sum.excessWeights + excess * weight,
    weightSquares: sum.weightSquares + weight * weight,
  };
}

function addToWindow(window: Window, cell: Cell, { expected, weight }: Contrast): Window {
  const compared = weight > 0;
  return {
    treatment: addCounts(window.treatment, cell.treatment),
    control: addCounts(window.control, cell.control),
    expected: window.expected + expected,
    comparedBad: window.comparedBad + (compared ? cell.treatment.bad + cell.control.bad : 0),
    comparedTreatmentBad: window.comparedTreatmentBad + (compared ? cell.treatment.bad : 0),
    checks: window.checks,
  };
}

/**
 * Evidence with the cells of one check added, in their order in time; each instance and stretch is a
 * stratum of its own, so neither the hour of the day nor a bad host looks like an effect. Linear in
 * the number of cells.
 */
export function foldCells(evidence: Evidence, cells: readonly Cell[]): Evidence {
  let { open, cumulative, treatment, control } = evidence;
  for (const cell of cells) {
    const contrast = contrastOf(cell.treatment, cell.control);
    open = addToWindow(open, cell, contrast);
    cumulative = addToCumulative(cumulative, contrast);
    treatment = addCounts(treatment, cell.treatment);
    control = addCounts(control, cell.control);
  }
  return learnScatter(
    { ...evidence, treatment, control, open: { ...open, checks: open.checks + 1 }, cumulative },
    cells,
  );
}
