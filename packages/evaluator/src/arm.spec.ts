import { compile } from './index.js';
import { armOf as armOfSmall } from './compact/index.js';
import { compileForSize } from './testing/compile-for-size.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Flag, LocalState, Rollout } from './index.js';

const HALF: Rollout = { seed: 5, range: [0, 50_000] };
const ramped = (parts: Partial<Flag> = {}, rollout: Rollout = HALF): Flag =>
  flagOf('f', { rules: [onRule({ rollout })], ...parts });
const fast = (flag: Flag, local?: LocalState) => {
  const evaluator = compile(snapshotOf([flag]), local);
  return (id: string) => evaluator.armOf('f', 'r', { id }, 0);
};
const small = (flag: Flag, local?: LocalState) => {
  const evaluator = compileForSize(snapshotOf([flag]), local);
  return (id: string) => armOfSmall(evaluator, { key: 'f', ruleId: 'r', context: { id }, now: 0 });
};

describe.each([
  ['compiled', fast],
  ['compact', small],
])('armOf of the %s evaluator', (_, armIn) => {
  const armOf = (flag: Flag, local?: LocalState, id = 'u1') => armIn(flag, local)(id);

  it('is what the gate says of those whose conditions hold', () => {
    const evaluator = compile(snapshotOf([ramped()]));
    const inArm = armIn(ramped());
    for (let i = 0; i < 200; i++) {
      const user = { id: `u${i}` };
      const expected = evaluator.isEnabled('f', user, 0) ? 'treatment' : 'control';
      expect(inArm(user.id)).toBe(expected);
    }
    expect(armOf(ramped({}, { seed: 5, percentage: 0 }))).toBe('control');
    expect(armOf(ramped({}, { seed: 5, percentage: 100 }))).toBe('treatment');
  });

  it('is null where evaluation does not reach the rule', () => {
    const on = { variant: 'on' };
    const earlier = onRule({ id: 'earlier' });
    const override: LocalState = { overrides: { f: { variant: 'on', source: 'code' } } };
    expect(armOf(ramped({ enabled: false }))).toBeNull();
    expect(armOf(ramped(), { shutdown: true })).toBeNull();
    expect(armOf(ramped(), override)).toBeNull();
    expect(armOf(ramped({ prerequisites: [{ flag: 'missing' }] }))).toBeNull();
    expect(armOf(ramped({ prerequisites: [{ flag: 'f' }] }))).toBeNull();
    expect(armOf(ramped({ targets: [{ ...on, ids: ['u1'] }] }))).toBeNull();
    expect(armOf(ramped({ targets: [{ ...on, ids: ['u1'] }] }), undefined, 'u2')).not.toBeNull();
    expect(armOf(ramped({ rules: [earlier, onRule({ rollout: HALF })] }))).toBeNull();
    expect(armOf(ramped({ rules: [onRule({ rollout: HALF }), earlier] }))).not.toBeNull();
    expect(armOf(ramped({ hidden: true }))).toBeNull();
    expect(armOf(ramped({ rules: [onRule({ id: 'other' })] }))).toBeNull();
  });

  it('is null where conditions do not hold or the split could not serve', () => {
    const never = onRule({ rollout: HALF, conditions: [{ any: [] }] });
    expect(armOf(ramped({ rules: [never] }))).toBeNull();
    const split = { split: [{ variant: 'on', weight: 1 }], seed: 1, by: 'missing' };
    expect(armOf(ramped({ rules: [onRule({ rollout: HALF, serve: split })] }))).toBeNull();
  });
});
