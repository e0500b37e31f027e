import { planOf } from './plan-of.js';
import { parseSteps } from './parse-steps.js';

describe('parseSteps', () => {
  it('reads percentages and leaves out the leading 0', () => {
    expect(parseSteps('0,5,20,100')).toEqual({ ok: true, percentages: [5, 20, 100] });
    expect(parseSteps(' 0.5 , 12.125,50')).toEqual({ ok: true, percentages: [0.5, 12.125, 50] });
  });

  it.each([
    ['', 'no percentage'],
    ['5,,10', 'no percentage'],
    ['5;10', 'no percentage'],
    ['1e2', 'no percentage'],
    ['0', 'no percentage above 0'],
    ['-5,10', 'no percentage'],
    ['5,101', '101 is not'],
    ['5,5', 'have to go up'],
    ['20,5', '5 comes after 20'],
    ['0.0001', 'no percentage'],
    [Array.from({ length: 101 }, (_, index) => (index + 1) / 2).join(','), 'more than the 100'],
  ])('refuses "%s"', (text, why) => {
    const parsed = parseSteps(text);
    expect(parsed).toMatchObject({ ok: false, code: 'INVALID_STEPS' });
    expect(!parsed.ok && parsed.message).toContain(why);
  });
});

describe('planOf', () => {
  it('takes the steps of a strategy, with the wait that was asked for', () => {
    const result = planOf({ strategy: 'fast', waitMs: 2_000 });
    expect(result.ok && result.plan).toEqual([
      { percentage: 25, holdMs: 2_000 },
      { percentage: 50, holdMs: 2_000 },
      { percentage: 100, holdMs: 2_000 },
    ]);
  });

  it('takes custom steps as text or numbers', () => {
    const text = planOf({ strategy: 'custom', steps: '0,5,100', waitMs: 500 });
    expect(planOf({ strategy: 'custom', steps: [5, 100], waitMs: 500 })).toEqual(text);
  });

  it.each([
    [{ strategy: 'custom', waitMs: 1_000 }, 'INVALID_STEPS'],
    [{ strategy: 'custom', steps: '5,100' }, 'INVALID_WAIT'],
    [{ strategy: 'safe', steps: '5,100' }, 'INVALID_STEPS'],
    [{ strategy: 'safe', waitMs: 499 }, 'INVALID_WAIT'],
    [{ strategy: 'safe', waitMs: NaN }, 'INVALID_WAIT'],
    [{ strategy: 'custom', steps: [5, 5.00001], waitMs: 1_000 }, 'INVALID_STEPS'],
  ] as const)('refuses %j', (request, code) => {
    expect(planOf(request)).toMatchObject({ ok: false, code });
  });
});
