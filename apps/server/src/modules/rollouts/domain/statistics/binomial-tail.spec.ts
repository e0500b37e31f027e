import { binomialTail, binomialTwoSided, clusteredTail } from './binomial-tail.js';

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

/** Of a negative binomial with `size` and so many hits at the mean. */
function summedClusters(hits: number, mean: number, inflation: number): number {
  const size = mean / (inflation - 1);
  const q = 1 - 1 / inflation;
  let term = (1 - q) ** size;
  let below = 0;
  for (let k = 0; k < hits; k++) {
    below += term;
    term *= (q * (size + k)) / (k + 1);
  }
  return 1 - below;
}

describe('clusteredTail', () => {
  it.each([
    [1, 1.5, 3],
    [6, 2, 4.5],
    [30, 20, 1.4],
    [12, 3, 9],
  ])('equals the sum of the terms for %i where %f are expected at %f', (hits, mean, inflation) => {
    expect(clusteredTail(hits, mean, inflation)).toBeCloseTo(
      summedClusters(hits, mean, inflation),
      10,
    );
  });

  it('is that of independent requests where there is nearly no inflation', () => {
    const independent = binomialTail(20, 100_000, 0.0001);
    expect(clusteredTail(20, 10, 1.0001) / independent).toBeCloseTo(1, 2);
  });

  it('falls as the longest cluster does, and not as many users would', () => {
    const mean = 1.36;
    const fall = clusteredTail(36, mean, 3.4) / clusteredTail(35, mean, 3.4);
    expect(fall).toBeCloseTo(1 - 1 / 3.4, 1);
    expect(clusteredTail(35, mean, 3.4)).toBeGreaterThan(
      100 * binomialTail(35 / 3.4, 136 / 3.4, 0.01),
    );
  });

  it('is certain of nothing, and impossible where nothing is expected', () => {
    expect(clusteredTail(0, 2, 3)).toBe(1);
    expect(clusteredTail(1, 0, 3)).toBe(0);
  });
});
