import {
  addCellScatter,
  cellScatterOf,
  NO_CELL_SCATTER,
  type CellScatter,
} from './cell-scatter.js';
import { contrastOf } from './contrast.js';
import { addCounts } from './counts.js';
import { addWindows, NOTHING, type Cell, type Cumulative, type Evidence } from './evidence.js';
import { learnRound } from './learn-scatter.js';

/** The contrasts of a round, and what they come to. */
interface RoundSum extends Cumulative {
  readonly expected: number;
  readonly comparedBad: number;
  readonly comparedTreatmentBad: number;
  readonly spread: CellScatter;
}

const NOTHING_YET: RoundSum = {
  ...NOTHING,
  expected: 0,
  comparedBad: 0,
  comparedTreatmentBad: 0,
  spread: NO_CELL_SCATTER,
};

function addCell(sum: RoundSum, { treatment, control }: Cell): RoundSum {
  const { excess, expected, variance, weight } = contrastOf(treatment, control);
  const compared = weight > 0;
  return {
    treatment: addCounts(sum.treatment, treatment),
    control: addCounts(sum.control, control),
    cells: sum.cells + (compared ? 1 : 0),
    excess: sum.excess + excess,
    variance: sum.variance + variance,
    weight: sum.weight + weight,
    excessSquares: sum.excessSquares + excess * excess,
    excessWeights: sum.excessWeights + excess * weight,
    weightSquares: sum.weightSquares + weight * weight,
    expected: sum.expected + expected,
    comparedBad: sum.comparedBad + (compared ? treatment.bad + control.bad : 0),
    comparedTreatmentBad: sum.comparedTreatmentBad + (compared ? treatment.bad : 0),
    spread: addCellScatter(sum.spread, cellScatterOf(treatment)),
  };
}

function addToCumulative(sum: Cumulative, more: Cumulative): Cumulative {
  return {
    treatment: addCounts(sum.treatment, more.treatment),
    control: addCounts(sum.control, more.control),
    cells: sum.cells + more.cells,
    excess: sum.excess + more.excess,
    variance: sum.variance + more.variance,
    weight: sum.weight + more.weight,
    excessSquares: sum.excessSquares + more.excessSquares,
    excessWeights: sum.excessWeights + more.excessWeights,
    weightSquares: sum.weightSquares + more.weightSquares,
  };
}

/**
 * Evidence with one round of reports added; each stratum of a round is compared within itself only, so
 * that neither the hour of the day nor a bad host looks like an effect. Linear in the number of cells.
 */
export function foldRound(evidence: Evidence, round: readonly Cell[]): Evidence {
  const { stretch } = evidence;
  const sum = round.reduce(addCell, NOTHING_YET);
  return {
    ...evidence,
    open: addWindows(evidence.open, { ...sum, rounds: 1 }),
    cumulative: addToCumulative(evidence.cumulative, sum),
    stretch: { ...stretch, sum: addToCumulative(stretch.sum, sum) },
    scatter: learnRound(evidence.scatter, round),
  };
}
