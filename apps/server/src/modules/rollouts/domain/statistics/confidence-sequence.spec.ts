import { seededRandom } from '../../../../../test/rollouts/random.js';
import { sequentialBoundary } from './confidence-sequence.js';

describe('sequentialBoundary', () => {
  it('is the closed form of the paper', () => {
    const alpha = 0.05;
    const rhoSquared = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / 25;
    const expected = Math.sqrt(
      ((2 * (40 * rhoSquared + 1)) / rhoSquared) *
        Math.log(1 + Math.sqrt(40 * rhoSquared + 1) / (2 * alpha)),
    );
    expect(sequentialBoundary(40, alpha)).toBeCloseTo(expected, 10);
  });

  it('is higher for more variance and for less tolerance', () => {
    expect(sequentialBoundary(50, 0.01)).toBeGreaterThan(sequentialBoundary(25, 0.01));
    expect(sequentialBoundary(25, 0.001)).toBeGreaterThan(sequentialBoundary(25, 0.01));
  });

  it('is passed by at most alpha of all fair walks, looked at after every step', () => {
    const random = seededRandom(11);
    const alpha = 0.05;
    let passed = 0;
    for (let walk = 0; walk < 1_000; walk++) {
      let sum = 0;
      for (let step = 1; step <= 1_000; step++) {
        sum += random() < 0.5 ? -1 : 1;
        if (sum > sequentialBoundary(step, alpha)) {
          passed++;
          break;
        }
      }
    }
    expect(passed / 1_000).toBeLessThanOrEqual(alpha);
    expect(passed).toBeGreaterThan(5);
  });
});
