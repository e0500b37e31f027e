import {
  BUDGET_PARTS,
  entryBudget,
  entryShare,
  FALSE_ALARM_BUDGET,
  lookShare,
  sampleRatioBudget,
  tripwireShare,
} from './budget.js';

const sumOver = (upTo: number, share: (index: number) => number): number =>
  Array.from({ length: upTo }, (_, index) => share(index + 1)).reduce((a, b) => a + b, 0);

describe('the budget for false alarms', () => {
  it('is divided without remainder', () => {
    const parts = Object.values(BUDGET_PARTS).reduce((a, b) => a + b, 0);
    expect(parts).toBeCloseTo(FALSE_ALARM_BUDGET, 12);
  });

  it.each([1, 3, 6, 20])('is not overspent by restarts of a rollout of %i steps', (steps) => {
    expect(sumOver(10_000, (entry) => tripwireShare(entry, steps))).toBeLessThanOrEqual(1);
    expect(sumOver(10_000, (entry) => entryShare(entry, steps))).toBeLessThanOrEqual(1);
  });

  it.each([1, 6, 8_640])('is not overspent by looks beyond %i planned ones', (planned) => {
    const share = (look: number): number => lookShare(look, look <= planned ? 1 / planned : 0);
    expect(sumOver(50_000, share)).toBeLessThanOrEqual(1);
  });

  it('gives guards, steps, looks and the sample ratio together no more than 1 %', () => {
    const guards = 3;
    const spent = sumOver(500, (entry) => {
      const { sequential, tripwire, siteWide } = entryBudget(entry, 6, guards);
      const looks = sumOver(500, (look) => lookShare(look, look <= 60 ? 1 / 60 : 0));
      return guards * (sequential + (tripwire + siteWide) * looks) + sampleRatioBudget(entry, 6);
    });
    expect(spent).toBeLessThanOrEqual(FALSE_ALARM_BUDGET);
    expect(spent).toBeGreaterThan(0.9 * FALSE_ALARM_BUDGET);
  });

  it('never calls a sample ratio wrong above p = 0.0005', () => {
    expect(sampleRatioBudget(1, 1)).toBe(0.0005);
    expect(sampleRatioBudget(1, 6)).toBeLessThan(0.0005);
  });
});
