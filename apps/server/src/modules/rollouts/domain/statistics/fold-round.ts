import { contrastOf, type Contrast } from './contrast.js';
import type { Counts } from './counts.js';
import type { CellScatter } from './cell-scatter.js';
import type { Cell, Cumulative, Draft, Window } from './evidence.js';
import { learnRound } from './learn-scatter.js';

// Sums are made in local variables, since every object with a fraction in it is several allocations,
// and this is called a quarter of a million times in a week's rollout.

interface Round {
  readonly cells: readonly Cell[];
  /** In the order of the cells. */
  readonly contrasts: readonly Contrast[];
}

function addArm(sum: Counts, { cells }: Round, arm: 'treatment' | 'control'): Counts {
  let { count, bad } = sum;
  for (const cell of cells) {
    count += cell[arm].count;
    bad += cell[arm].bad;
  }
  return { count, bad };
}

function addToCumulative(sum: Cumulative, round: Round): Cumulative {
  let { cells, excess, variance, weight, excessSquares, excessWeights, weightSquares } = sum;
  for (const contrast of round.contrasts) {
    if (contrast.weight > 0) cells++;
    excess += contrast.excess;
    variance += contrast.variance;
    weight += contrast.weight;
    excessSquares += contrast.excess * contrast.excess;
    excessWeights += contrast.excess * contrast.weight;
    weightSquares += contrast.weight * contrast.weight;
  }
  return {
    treatment: addArm(sum.treatment, round, 'treatment'),
    control: addArm(sum.control, round, 'control'),
    cells,
    excess,
    variance,
    weight,
    excessSquares,
    excessWeights,
    weightSquares,
  };
}

function addToSpread(spread: CellScatter, { cells: added }: Round): CellScatter {
  let { cells, badSquares, badTimesCount, countSquares } = spread;
  for (const { treatment } of added) {
    const { count, bad } = treatment;
    if (count > 0) cells++;
    badSquares += bad * bad;
    badTimesCount += bad * count;
    countSquares += count * count;
  }
  return { cells, badSquares, badTimesCount, countSquares };
}

function addToWindow(window: Window, round: Round): Window {
  let { expected, comparedBad, comparedTreatmentBad } = window;
  for (const [index, { treatment, control }] of round.cells.entries()) {
    const contrast = round.contrasts[index];
    if (!contrast || contrast.weight === 0) continue;
    expected += contrast.expected;
    comparedBad += treatment.bad + control.bad;
    comparedTreatmentBad += treatment.bad;
  }
  return {
    treatment: addArm(window.treatment, round, 'treatment'),
    control: addArm(window.control, round, 'control'),
    expected,
    comparedBad,
    comparedTreatmentBad,
    rounds: window.rounds + 1,
    spread: addToSpread(window.spread, round),
  };
}

/**
 * Adds one round of reports; each stratum of it is compared within itself only, so that neither the
 * hour of the day nor a bad host looks like an effect. Linear in the number of cells.
 */
export function foldRound(draft: Draft, cells: readonly Cell[]): void {
  const { index, since, sum } = draft.stretch;
  const contrasts = cells.map(({ treatment, control }) => contrastOf(treatment, control));
  const round: Round = { cells, contrasts };
  draft.open = addToWindow(draft.open, round);
  draft.cumulative = addToCumulative(draft.cumulative, round);
  draft.stretch = { index, since, sum: addToCumulative(sum, round) };
  draft.scatter = learnRound(draft.scatter, cells);
}
