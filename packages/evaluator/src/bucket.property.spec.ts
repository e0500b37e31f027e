import fc from 'fast-check';
import murmurhash from 'murmurhash';
import { bucketOf, compile, hashedId, murmur3 } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Evaluator, Rollout, Serve } from './index.js';

const seed = fc.nat({ max: 0xffffffff });
const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 24 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 24 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 24 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.integer({ min: 0xd700, max: 0xe0ff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
);

const POPULATIONS: readonly (readonly [string, (i: number) => string])[] = [
  ['sequential ids', (i) => `user-${i}`],
  ['bare numbers', (i) => String(i)],
  ['e-mail addresses', (i) => `first.last${i}@example-${i % 97}.com`],
  ['UUIDs', (i) => uuidOf(i)],
];

/** A UUID of the form of version 4, from the index alone, so that a failure can be repeated. */
function uuidOf(index: number): string {
  const word = (n: number): string => murmur3(String(index), n).toString(16).padStart(8, '0');
  const [a, b, c, d] = [word(1), word(2), word(3), word(4)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

/** The statistic of a χ² test of equal cells. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Upper bound of χ² with this many degrees of freedom at p = 10^-6 (Wilson and Hilferty). */
function chiSquareLimit(freedom: number): number {
  const z = 4.7534;
  return freedom * (1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom))) ** 3;
}

const rolloutFlag = (rollout: Rollout, serve: Serve = { variant: 'on' }): Evaluator =>
  compile(snapshotOf([flagOf('f', { rules: [onRule({ rollout, serve })] })]));

describe('murmur3', () => {
  it('equals the package murmurhash on any Unicode, lone surrogates and all', () => {
    fc.assert(
      fc.property(anyString, seed, (value, chosen) => {
        const utf8 = new TextEncoder().encode(value);
        expect(murmur3(value, chosen)).toBe(murmurhash.v3(utf8, chosen));
      }),
      { numRuns: 5000 },
    );
  });

  it('is the base of 53-bit ids that stay exact', () => {
    fc.assert(
      fc.property(anyString, seed, seed, (id, first, second) => {
        const hash = hashedId(id, [first, second]);
        expect(Number.isSafeInteger(hash)).toBe(true);
        expect(BigInt(hash) >> 21n).toBe(BigInt(murmur3(id, first)));
        expect(hash % 2 ** 21).toBe(murmur3(id, second) >>> 11);
      }),
    );
  });
});

describe.each(POPULATIONS)('buckets of %s', (_name, idOf) => {
  const ids = Array.from({ length: 10_000 }, (_, i) => idOf(i));

  it('are uniform under any seed (χ², 100 cells, p > 10^-6)', () => {
    fc.assert(
      fc.property(seed, (chosen) => {
        const counts = Array.from({ length: 100 }, () => 0);
        for (const id of ids) counts[Math.floor(bucketOf(id, chosen) / 1000)]!++;
        expect(chiSquare(counts)).toBeLessThan(chiSquareLimit(99));
      }),
      { numRuns: 12 },
    );
  });

  it('under two seeds are independent, neighbouring seeds too (χ², 10 × 10 cells, p > 10^-6)', () => {
    const other = fc.oneof(fc.constant(1), seed);
    fc.assert(
      fc.property(seed, other, (first, distance) => {
        fc.pre(distance !== 0);
        const second = (first + distance) >>> 0;
        const counts = Array.from({ length: 100 }, () => 0);
        for (const id of ids) {
          const row = Math.floor(bucketOf(id, first) / 10_000);
          counts[row * 10 + Math.floor(bucketOf(id, second) / 10_000)]!++;
        }
        expect(chiSquare(counts)).toBeLessThan(chiSquareLimit(99));
      }),
      { numRuns: 12 },
    );
  });
});

describe('a percentage', () => {
  const thousandths = fc.integer({ min: 0, max: 100_000 });

  it('lets in exactly the buckets below it, by threshold as by bucket', () => {
    fc.assert(
      fc.property(anyString, seed, thousandths, (id, chosen, part) => {
        fc.pre(id !== '');
        const evaluator = rolloutFlag({ seed: chosen, percentage: part / 1000 });
        expect(evaluator.isEnabled('f', { id }, 0)).toBe(bucketOf(id, chosen) < part);
        const upTo = rolloutFlag({ seed: chosen, range: [0, bucketOf(id, chosen)] });
        expect(upTo.isEnabled('f', { id }, 0)).toBe(false);
        const from = bucketOf(id, chosen);
        const only = rolloutFlag({ seed: chosen, range: [from, from + 1] });
        expect(only.isEnabled('f', { id }, 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('only ever gains users when it is raised', () => {
    fc.assert(
      fc.property(seed, thousandths, thousandths, (chosen, a, b) => {
        const lower = rolloutFlag({ seed: chosen, percentage: Math.min(a, b) / 1000 });
        const higher = rolloutFlag({ seed: chosen, percentage: Math.max(a, b) / 1000 });
        for (let i = 0; i < 200; i++) {
          const user = { id: `user-${i}` };
          const lost = lower.isEnabled('f', user, 0) && !higher.isEnabled('f', user, 0);
          expect({ user, lost }).toEqual({ user, lost: false });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on whether the flag is decided as a plain ramp or rule by rule', () => {
    const never = onRule({ id: 'never', conditions: [{ any: [] }] });
    fc.assert(
      fc.property(anyString, seed, thousandths, (id, chosen, part) => {
        const rule = onRule({ rollout: { seed: chosen, percentage: part / 1000 } });
        const flags = [
          flagOf('plain', { rules: [rule] }),
          flagOf('long', { rules: [rule, never] }),
        ];
        const evaluator = compile(snapshotOf(flags));
        const { flag: _plain, ...plain } = evaluator.evaluate('plain', { id }, 0);
        const { flag: _long, ...long } = evaluator.evaluate('long', { id }, 0);
        expect(plain).toEqual(long);
      }),
    );
  });

  it('leaves the shares of a split as they are, even where gate and split have one seed (χ², p > 10^-6)', () => {
    const weights = [20, 30, 50];
    fc.assert(
      fc.property(seed, fc.constantFrom(1, 10, 50), (chosen, percentage) => {
        const variants = { a: 0, b: 1, c: 2 };
        const split = Object.keys(variants).map((variant, i) => ({
          variant,
          weight: weights[i] ?? 0,
        }));
        const evaluator = compile(
          snapshotOf([
            flagOf('f', {
              type: 'number',
              variants,
              offVariant: null,
              fallthrough: { variant: null },
              rules: [
                onRule({ rollout: { seed: chosen, percentage }, serve: { split, seed: chosen } }),
              ],
            }),
          ]),
        );
        const counts = [0, 0, 0];
        for (let i = 0; i < 20_000; i++) {
          const { value } = evaluator.evaluate('f', { id: `user-${i}` }, 0);
          if (typeof value === 'number') counts[value]!++;
        }
        const inside = counts.reduce((a, b) => a + b, 0);
        const statistic = counts.reduce((sum, count, i) => {
          const expected = (inside * (weights[i] ?? 0)) / 100;
          return sum + (count - expected) ** 2 / expected;
        }, 0);
        expect(statistic).toBeLessThan(chiSquareLimit(2));
      }),
      { numRuns: 6 },
    );
  });
});
