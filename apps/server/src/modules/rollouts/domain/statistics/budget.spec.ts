import {
  BUDGET_PARTS,
  entryBudget,
  entryShare,
  FALSE_ALARM_BUDGET,
  lookShare,
  sampleRatioBudget,
  spendable,
  tripwireShare,
} from './budget.js';

const sumOver = (upTo: number, share: (index: number) => number): number =>
  Array.from({ length: upTo }, (_, index) => share(index + 1)).reduce((a, b) => a + b, 0);

describe('the budget for false alarms', () => {
  it('is divided, and a tenth kept back', () => {
    const parts = Object.values(BUDGET_PARTS).reduce((a, b) => a + b, 0);
    expect(parts).toBeCloseTo(0.9 * FALSE_ALARM_BUDGET, 12);
  });

  it.each([1, 3, 6, 20])('is not overspent by restarts of a rollout of %i steps', (steps) => {
    const tripwire = sumOver(10_000, (entry) => {
      const { early, later } = tripwireShare(entry, steps);
      return early + later;
    });
    expect(tripwire).toBeLessThanOrEqual(1 + 1e-12);
    expect(sumOver(10_000, (entry) => entryShare(entry, steps))).toBeLessThanOrEqual(1);
  });

  it.each([1, 6, 8_640])('is not overspent by looks beyond %i planned ones', (planned) => {
    const share = (look: number) => lookShare(look, look <= planned ? 1 / planned : 0);
    expect(sumOver(50_000, (look) => share(look).early)).toBeLessThanOrEqual(1);
    expect(sumOver(50_000, (look) => share(look).later)).toBeLessThanOrEqual(1);
  });

  it('gives guards, steps, looks and the sample ratio together no more than 1 %', () => {
    const guards = 3;
    const spent = sumOver(500, (entry) => {
      const { sequential, tripwire, siteWide } = entryBudget(entry, 6, guards);
      const looks = sumOver(500, (look) => {
        const share = lookShare(look, look <= 60 ? 1 / 60 : 0);
        return spendable(tripwire, share) + spendable(siteWide, share);
      });
      return guards * (sequential + looks) + sampleRatioBudget(entry, 6);
    });
    expect(spent).toBeLessThanOrEqual(FALSE_ALARM_BUDGET);
    expect(spent).toBeGreaterThan(0.8 * FALSE_ALARM_BUDGET);
  });

  it('never calls a sample ratio wrong above p = 0.0005', () => {
    expect(sampleRatioBudget(1, 1)).toBe(0.0005);
    expect(sampleRatioBudget(1, 6)).toBeLessThan(0.0005);
  });
});
