import { addCellScatter, cellScatterOf, dispersionWithin } from './cell-scatter.js';
import { addCounts, type Counts } from './counts.js';
import { revised } from './dispersion.js';

const BELIEF = { inflation: 2, worth: 4 };

function beliefAfter(bads: readonly number[], count = 100): number {
  const cells: Counts[] = bads.map((bad) => ({ count, bad }));
  const scatter = cells.map(cellScatterOf).reduce(addCellScatter);
  return revised(BELIEF, dispersionWithin(cells.reduce(addCounts), scatter)).inflation;
}

describe('scatter within an arm', () => {
  it('is the sum of squares around the mean, over the mean, of equal cells', () => {
    const cells: Counts[] = [1, 3, 5, 7].map((bad) => ({ count: 100, bad }));
    const scatter = cells.map(cellScatterOf).reduce(addCellScatter);
    const { squares, variance } = dispersionWithin({ count: 400, bad: 16 }, scatter);
    expect(squares).toBeCloseTo((9 + 1 + 1 + 9) * (4 / 3));
    expect(variance).toBe(16);
  });

  it('lets a fault that is in all cells be believed sooner', () => {
    expect(beliefAfter([3, 4, 2, 3, 4, 3, 2, 3])).toBeLessThan(BELIEF.inflation);
  });

  it('takes one user who fails again and again for what it is', () => {
    expect(beliefAfter([0, 0, 8, 0, 0, 0, 7, 0, 0, 0, 5, 0])).toBeGreaterThan(3);
  });

  it('says nothing of a single cell, nor of cells without a bad request', () => {
    expect(beliefAfter([9])).toBe(BELIEF.inflation);
    expect(beliefAfter([0, 0, 0])).toBe(BELIEF.inflation);
  });
});
