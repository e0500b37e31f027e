import { numbersOf } from './guard-numbers.js';
import { clock, duration } from './times.js';
import { percent, shown } from './numbers.js';
import { bar, ASCII } from './bar.js';
import { pauseAdvice } from './pause-advice.js';
import { planLines } from './plan-lines.js';
import { presentPercentage } from './present-percentage.js';
import { ruleWords } from './rule-words.js';
import { wrap } from './wrap.js';
import { COST, sampleRollout, shownText, STYLE } from './testing/sample-rollout.js';

it.each([
  [0, '0 s'],
  [-5, '0 s'],
  [0.74, '0.7 s'],
  [48, '48 s'],
  [252, '4 min 12 s'],
  [300, '5 min'],
  [3_599.6, '1 h'],
  [86_399, '23 h 59 min'],
  [604_800, '7 d'],
  [90_030, '1 d 1 h'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

it('names the day of an instant only where it is another one', () => {
  const calendar = { now: Date.parse('2026-11-21T12:00:00Z'), timeZone: 'UTC' };
  expect(clock('2026-11-21T09:05:00Z', calendar)).toBe('09:05:00');
  expect(clock('2026-11-22T09:05:00Z', calendar)).toBe('22 Nov 09:05:00');
});

it('writes numbers as people read them', () => {
  expect([0.3, 12.34, 245.4, 18_250, 0.001234, 0].map(shown)).toEqual([
    ...['0.3', '12.3', '245', '18,250', '0.0012', '0'],
  ]);
  expect([percent(12.125), percent(100)]).toEqual(['12.125 %', '100 %']);
});

it('draws a bar that is never empty above nothing, and never longer than it may be', () => {
  expect([0, 0.001, 0.5, 1, 7, NaN].map((share) => bar(share, 4, ASCII))).toEqual([
    ...['----', '#---', '##--', '####', '####', '----'],
  ]);
});

it('keeps a number and its percent sign together', () => {
  expect(wrap('rule ramp stays at 100 % from now on', 22)).toEqual([
    'rule ramp stays at',
    '100 % from now on',
  ]);
});

it.each([
  'MANUAL',
  'GUARD',
  'SITE_WIDE',
  'SAMPLE_RATIO',
  'NO_DATA',
  'FLAG_DISABLED',
  'SHUTDOWN',
  'ARCHIVED',
  'ROLLED_BACK_TO',
  'SOMETHING_NEW',
])('says what to do about a pause for %s', (pauseReason) => {
  const { why, advice } = pauseAdvice(
    sampleRollout({ state: 'paused', pauseReason }),
    ' --project shop',
  );
  expect(why).not.toBe('');
  expect(advice).toContain('sluice resume phase_4_deployment --env production --project shop');
});

type Config = Parameters<typeof ruleWords>[1];
const configWith = (rollout: object | undefined, enabled = true): Config =>
  ({
    enabled,
    rules: [{ id: 'ramp', conditions: [], serve: { variant: 'on' }, rollout }],
  }) as never;

describe('what a start does to the rule', () => {
  const planned = sampleRollout();
  it.each([
    [configWith({ percentage: 0 }), 'ramp: stands at 0 %; begins anew with 5 %', []],
    [
      configWith({ percentage: 25 }),
      'ramp: stands at 25 %; begins anew with 5 %',
      ['some who have it now LOSE it until the ramp reaches them'],
    ],
    [
      configWith(undefined, false),
      'ramp: has let everyone in so far; begins anew with 5 %',
      ['the flag is disabled now; the start enables it'],
    ],
    [{ enabled: true, rules: [] } as never, 'a new last one for everyone, serving on', []],
  ])('is said before it is done', (config, rule, further) => {
    expect(ruleWords(planned, config, 'on')).toMatchObject({ rule, further });
  });

  it('says that a schedule is replaced', () => {
    const schedule = { curve: 'linear', steps: [{ at: '2026-01-01T00:00:00Z', percentage: 0 }] };
    expect(ruleWords(planned, configWith({ schedule }), 'on').rule).toContain('is REPLACED');
  });
});

it('shows the plan with its times, guards with what they do, and the kind of rollback', () => {
  const plan = sampleRollout({ guards: [{ ...COST, action: 'pause' }], onRollback: 'rule' });
  const subject = { rule: 'ramp: new', name: 'the new rule', further: [] };
  const text = shownText(planLines(plan, subject, STYLE));
  expect(text).toContain('5 %  at once, held for 5 min');
  expect(text).toContain('100 %  about 12:25:00, validated for 5 min');
  expect(text).toContain('done at the earliest 12:30:00');
  expect(text).toContain('cost: at most 50 (Prometheus main), else paused');
  expect(text).toMatch(
    /kind "rule": the new rule of phase_4_deployment at 0 %;\s+aatc_system_enabled disabled/,
  );
});

describe('presentPercentage', () => {
  const rule = (id: string, percentage?: number, conditions: object[] = []) =>
    ({
      id,
      conditions,
      serve: { variant: 'on' },
      ...(percentage !== undefined && { rollout: { seed: 1, percentage } }),
    }) as never;

  it.each([
    [{ enabled: false, rules: [rule('a', 50)] }, undefined, 0],
    [{ enabled: true, rules: [rule('a', 50)] }, undefined, 50],
    [{ enabled: true, rules: [rule('a')] }, undefined, 100],
    [{ enabled: true, rules: [rule('a', 50), rule('b', 20)] }, undefined, null],
    [{ enabled: true, rules: [rule('a', 50), rule('b', 20)] }, { rule: 'b' }, 20],
    [{ enabled: true, rules: [rule('a', 50, [{}])] }, undefined, null],
  ])('is that of the rule that is meant', (config, rollout, expected) => {
    expect(presentPercentage(config, rollout)).toBe(expected);
  });
});

describe('the number of a health URL', () => {
  const guard = { metric: 'failures' } as Parameters<typeof numbersOf>[1];
  const read = (value: number, detail?: string): string => {
    const reading = { value, samples: null, at: 0, ...(detail !== undefined && { detail }) };
    return numbersOf({ verdict: { guard: 'u', kind: 'suspect' }, reading } as never, guard);
  };

  it('says why it failed, where the server knows', () => {
    expect(read(1, 'status 503')).toBe('failed (status 503)');
    expect(read(1)).toBe('failed');
    expect(read(0, 'status 204')).toBe('answered (status 204)');
  });
});
