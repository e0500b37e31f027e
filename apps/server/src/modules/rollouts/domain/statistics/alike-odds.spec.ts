import { seededRandom } from '../../../../../test/rollouts/random.js';
import { logOddsAgainstAlike } from './alike-odds.js';

describe('logOddsAgainstAlike', () => {
  it.each([
    [18, 22, 0.6],
    [3, 3, 0.02],
    [40, 200, 0.5],
  ])('is the mean likelihood ratio of all bets: %i of %i at %f', (hits, trials, share) => {
    const [low, high] = [1.5, 20].map((ratio) => (ratio * share) / (ratio * share + 1 - share));
    const slices = 100_000;
    let sum = 0;
    for (let slice = 0; slice < slices; slice++) {
      const theta = low! + ((slice + 0.5) / slices) * (high! - low!);
      sum += (theta / share) ** hits * ((1 - theta) / (1 - share)) ** (trials - hits);
    }
    expect(logOddsAgainstAlike(hits, trials, share)).toBeCloseTo(Math.log(sum / slices), 4);
  });

  it('says nothing of nothing', () => {
    expect(logOddsAgainstAlike(0, 0, 0.5)).toBe(0);
    expect(logOddsAgainstAlike(5, 5, 1)).toBe(0);
  });

  it.each([0.05, 0.5, 0.75])(
    'passes 1/α at most in α of all sequences that are alike at %f',
    (share) => {
      const random = seededRandom(5);
      let passed = 0;
      for (let run = 0; run < 400; run++) {
        let hits = 0;
        for (let trials = 1; trials <= 100; trials++) {
          if (random() < share) hits++;
          if (logOddsAgainstAlike(hits, trials, share) >= Math.log(20)) {
            passed++;
            break;
          }
        }
      }
      expect(passed / 400).toBeLessThanOrEqual(0.05);
      expect(passed).toBeGreaterThan(0);
    },
  );
});
