import type { Rule } from '@sluice/evaluator';
import type { RuledConfig } from './flag-config.js';
import { defaultOnRollback, isWithoutEffect } from './outside-serve.js';
import { ruleForRollout } from './rule-for-rollout.js';
import { lockVerdict } from './rule-lock.js';

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  conditions: [],
  rollout: { seed: 7, percentage: 0 },
  serve: { variant: 'on' },
  ...more,
});
const staff = { attribute: 'staff', operator: 'in', values: [true] } as const;
const config = (more: Partial<RuledConfig> = {}): RuledConfig => ({
  targets: [],
  rules: [rule('r')],
  fallthrough: { variant: 'off' },
  ...more,
});

describe('ruleForRollout', () => {
  it('takes the rule named, else the only one without conditions', () => {
    expect(ruleForRollout(config(), {}, ['on', 'off'])).toEqual({ ok: true, ruleId: 'r' });
    const two = config({ rules: [rule('a', { conditions: [staff] }), rule('b')] });
    expect(ruleForRollout(two, {}, ['on'])).toEqual({ ok: true, ruleId: 'b' });
    expect(ruleForRollout(two, { rule: 'a' }, ['on'])).toEqual({ ok: true, ruleId: 'a' });
  });

  it('else makes a new last one, serving on or what is asked for', () => {
    const none = config({ rules: [] });
    const serve = { variant: 'on' };
    expect(ruleForRollout(none, {}, ['on'])).toEqual({ ok: true, ruleId: null, serve });
    expect(ruleForRollout(none, {}, ['red'])).toMatchObject({ code: 'SERVE_REQUIRED' });
    expect(ruleForRollout(none, { serve: 'red' }, ['red'])).toMatchObject({
      serve: { variant: 'red' },
    });
  });

  it('refuses a rule that is not there', () => {
    expect(ruleForRollout(config(), { rule: 'x' }, ['on'])).toMatchObject({ code: 'UNKNOWN_RULE' });
  });
});

describe('isWithoutEffect', () => {
  it('finds that everyone gets the variant anyway', () => {
    expect(isWithoutEffect(config({ fallthrough: { variant: 'on' } }), 'r')).toBe(true);
    const shadowed = config({
      rules: [rule('r'), rule('all', { rollout: { seed: 1, percentage: 100 } })],
    });
    expect(isWithoutEffect(shadowed, 'r')).toBe(true);
  });

  it('finds an effect where someone outside gets something else', () => {
    expect(isWithoutEffect(config(), 'r')).toBe(false);
    const later = rule('s', { conditions: [staff], serve: { variant: 'off' } });
    const some = config({ rules: [rule('r'), later], fallthrough: { variant: 'on' } });
    expect(isWithoutEffect(some, 'r')).toBe(false);
  });
});

describe('defaultOnRollback', () => {
  it('disables the flag where nothing else could serve the variant', () => {
    expect(defaultOnRollback(config(), 'r')).toBe('flag');
  });

  it('takes back the rule alone where a target or another rule serves it too', () => {
    const targets = [{ variant: 'on', ids: ['ada'] }];
    expect(defaultOnRollback(config({ targets }), 'r')).toBe('rule');
    const rules = [rule('early', { conditions: [staff] }), rule('r')];
    expect(defaultOnRollback(config({ rules }), 'r')).toBe('rule');
  });
});

describe('lockVerdict', () => {
  const before = config({ rules: [rule('a', { conditions: [staff] }), rule('r'), rule('z')] });
  const edit = (rules: Rule[]): RuledConfig => ({ ...before, rules });
  const [a, r, z] = before.rules as [Rule, Rule, Rule];

  it.each([
    ['rule', [a, z]],
    ['conditions', [a, { ...r, conditions: [staff] }, z]],
    ['serve', [a, { ...r, serve: { variant: 'off' } }, z]],
    ['rollout', [a, { ...r, rollout: { seed: 7, percentage: 50 } }, z]],
    ['place', [r, a, z]],
  ] as const)('locks its %s', (part, rules) => {
    expect(lockVerdict(before, edit([...rules]), 'r')).toEqual({ kind: 'locked', part });
  });

  it('lets other edits through, and says that they reach the arms', () => {
    const edited = { kind: 'arms-edited' };
    expect(lockVerdict(before, edit([{ ...a, serve: { variant: 'off' } }, r, z]), 'r')).toEqual(
      edited,
    );
    expect(lockVerdict(before, edit([r, z]), 'r')).toEqual(edited);
    expect(lockVerdict(before, edit([a, rule('new'), r, z]), 'r')).toEqual(edited);
    const targets = [{ variant: 'on', ids: ['ada'] }];
    expect(lockVerdict(before, { ...before, targets }, 'r')).toEqual(edited);
  });

  it('does not mind how an edit spells the same thing', () => {
    const respelled = {
      serve: r.serve,
      rollout: { percentage: 0, seed: 7 },
      conditions: [],
      id: 'r',
    };
    expect(lockVerdict(before, edit([a, respelled, z]), 'r')).toEqual({ kind: 'untouched' });
  });
});
