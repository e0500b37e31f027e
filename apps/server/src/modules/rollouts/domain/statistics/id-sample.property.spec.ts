import fc from 'fast-check';
import { seededRandom } from '../../../../../test/rollouts/random.js';
import { distinctIdsOf, mergeIdSamples, NO_IDS, type IdSample } from './id-sample.js';

const hash = fc.nat({ max: 2 ** 40 });
const sample = fc
  .uniqueArray(fc.tuple(hash, fc.boolean()), { selector: ([value]) => value, maxLength: 60 })
  .map((ids): IdSample => ({
    treatment: ids.filter(([, inside]) => inside).map(([value]) => value),
    control: ids.filter(([, inside]) => !inside).map(([value]) => value),
  }));
const SIZE = 16;
const merged = (...samples: IdSample[]): IdSample =>
  samples.reduce((a, b) => mergeIdSamples(a, b, SIZE), NO_IDS);

describe('mergeIdSamples', () => {
  it('does not depend on order, grouping or repetition', () => {
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        const expected = merged(a, b, c);
        expect(merged(c, a, b)).toEqual(expected);
        expect(merged(a, merged(b, c))).toEqual(expected);
        expect(merged(a, b, c, b, a)).toEqual(expected);
      }),
    );
  });

  it('keeps the smallest hashes of both arms together', () => {
    const treatment = Array.from({ length: 40 }, (_, index) => index * 2);
    const control = Array.from({ length: 40 }, (_, index) => index * 2 + 1);
    const kept = merged({ treatment, control });
    expect(kept.treatment).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
    expect(kept.control).toEqual([1, 3, 5, 7, 9, 11, 13, 15]);
  });

  it('counts exactly while it holds all, and within 10 % at 100,000 ids', () => {
    expect(distinctIdsOf({ treatment: [1, 2], control: [3] })).toBe(3);
    const random = seededRandom(5);
    let all = NO_IDS;
    for (let batch = 0; batch < 20; batch++) {
      const control = Array.from({ length: 5_000 }, () => Math.floor(random() * 2 ** 53));
      all = mergeIdSamples(all, { treatment: [], control });
    }
    expect(distinctIdsOf(all) / 100_000).toBeGreaterThan(0.9);
    expect(distinctIdsOf(all) / 100_000).toBeLessThan(1.1);
  });
});
