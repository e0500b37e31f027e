import { binomialTail, binomialTwoSided } from './binomial-tail.js';

function summedTail(hits: number, trials: number, probability: number): number {
  let term = (1 - probability) ** trials;
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= ((trials - k) / (k + 1)) * (probability / (1 - probability));
  }
  return 1 - below;
}

describe('binomialTail', () => {
  it.each([
    [1, 10, 0.05],
    [5, 12, 0.3],
    [30, 60, 0.5],
    [12, 400, 0.02],
    [70, 100, 0.6],
  ])('equals the sum of the terms for %i of %i at %f', (hits, trials, probability) => {
    expect(binomialTail(hits, trials, probability)).toBeCloseTo(
      summedTail(hits, trials, probability),
      10,
    );
  });

  it('keeps its precision far out in the tail', () => {
    expect(binomialTail(40, 40, 0.1) / 1e-40).toBeCloseTo(1, 8);
    expect(binomialTail(20, 20, 0.5) / 2 ** -20).toBeCloseTo(1, 10);
  });

  it('is certain of nothing and impossible beyond the trials', () => {
    expect(binomialTail(0, 10, 0.5)).toBe(1);
    expect(binomialTail(11, 10, 0.5)).toBe(0);
  });

  it('is less sure of the same share when requests come in clusters', () => {
    expect(binomialTail(60 / 3, 100 / 3, 0.3)).toBeGreaterThan(binomialTail(60, 100, 0.3));
  });

  it('gives both sides the same weight', () => {
    expect(binomialTwoSided(30, 100, 0.5)).toBeCloseTo(binomialTwoSided(70, 100, 0.5), 12);
    expect(binomialTwoSided(50, 100, 0.5)).toBe(1);
  });
});
