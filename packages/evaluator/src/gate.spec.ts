import { compile, murmur3 } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';

const ID = 'abcd';

/** The seed under which ID has this hash: MurmurHash3 of one block, backwards. */
function seedFor(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7ed1b41d);
  h = h ^ (h >>> 13) ^ (h >>> 26);
  h = Math.imul(h, 0xa5cb9243);
  h = h ^ (h >>> 16) ^ ID.length;
  h = Math.imul(h - 0xe6546b64, 0xcccccccd);
  h = (h >>> 13) | (h << 19);
  let k = Math.imul(0x64636261, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  return (h ^ k) >>> 0;
}

describe('a gate', () => {
  it.each([0.001, 12.345, 33.333, 50, 66.667, 99.999])(
    'of %d %% ends at the one hash of 2^32 where the bucket does',
    (percentage) => {
      const first = Math.ceil((Math.round(percentage * 1000) * 2 ** 32) / 100_000);
      const isInside = (hash: number): boolean => {
        const seed = seedFor(hash);
        expect(murmur3(ID, seed)).toBe(hash);
        const rule = onRule({ rollout: { seed, percentage } });
        return compile(snapshotOf([flagOf('f', { rules: [rule] })])).isEnabled('f', { id: ID }, 0);
      };
      expect([0, first - 1, first, 2 ** 32 - 1].map(isInside)).toEqual([true, true, false, false]);
    },
  );

  it('of a range begins and ends at the hashes where its buckets do', () => {
    const [from, to] = [25_000, 75_000];
    const isInside = (hash: number): boolean => {
      const rule = onRule({ rollout: { seed: seedFor(hash), range: [from, to] } });
      return compile(snapshotOf([flagOf('f', { rules: [rule] })])).isEnabled('f', { id: ID }, 0);
    };
    const [first, end] = [2 ** 30, 3 * 2 ** 30];
    expect([first - 1, first, end - 1, end].map(isInside)).toEqual([false, true, true, false]);
  });
});
