import { addCellScatter, cellScatterOf } from './cell-scatter.js';
import { contrastOf, type Contrast } from './contrast.js';
import { addCounts } from './counts.js';
import type { Cell, Cumulative, Evidence, Window } from './evidence.js';
import { learnRound } from './learn-scatter.js';

function addToCumulative(sum: Cumulative, cell: Cell, contrast: Contrast): Cumulative {
  const { excess, variance, weight } = contrast;
  return {
    treatment: addCounts(sum.treatment, cell.treatment),
    control: addCounts(sum.control, cell.control),
    cells: sum.cells + (weight > 0 ? 1 : 0),
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
    rounds: window.rounds,
    spread: addCellScatter(window.spread, cellScatterOf(cell.treatment)),
  };
}

/**
 * Evidence with one round of reports added; each stratum of a round is compared within itself only, so
 * that neither the hour of the day nor a bad host looks like an effect. Linear in the number of cells.
 */
export function foldRound(evidence: Evidence, round: readonly Cell[]): Evidence {
  let { open, cumulative, stretch } = evidence;
  let { sum } = stretch;
  for (const cell of round) {
    const contrast = contrastOf(cell.treatment, cell.control);
    open = addToWindow(open, cell, contrast);
    cumulative = addToCumulative(cumulative, cell, contrast);
    sum = addToCumulative(sum, cell, contrast);
  }
  open = { ...open, rounds: open.rounds + 1 };
  stretch = { ...stretch, sum };
  return { ...evidence, open, cumulative, stretch, scatter: learnRound(evidence.scatter, round) };
}
