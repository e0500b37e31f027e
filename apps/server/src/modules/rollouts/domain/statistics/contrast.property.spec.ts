import fc from 'fast-check';
import { contrastOf } from './contrast.js';

const counts = fc
  .tuple(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([count, share]) => ({ count, bad: Math.floor(count * share) }));

describe('contrastOf', () => {
  it('gives both sides opposite excess and the same variance', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const one = contrastOf(a, b);
        const other = contrastOf(b, a);
        expect(one.excess).toBeCloseTo(-other.excess, 6);
        expect(one.variance).toBeCloseTo(other.variance, 6);
        expect(one.variance).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the difference of the shares times its weight', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        fc.pre(a.count > 0 && b.count > 0);
        const { excess, weight } = contrastOf(a, b);
        expect(excess).toBeCloseTo(weight * (a.bad / a.count - b.bad / b.count), 6);
      }),
    );
  });

  it('sees nothing where one side saw nothing', () => {
    const nothing = { excess: 0, expected: 0, variance: 0, weight: 0 };
    expect(contrastOf({ count: 0, bad: 0 }, { count: 10, bad: 3 })).toEqual(nothing);
    expect(contrastOf({ count: 10, bad: 3 }, { count: 0, bad: 0 })).toEqual(nothing);
  });
});
