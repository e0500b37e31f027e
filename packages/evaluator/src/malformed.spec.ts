import { compile } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Condition, Flag } from './index.js';

const ON: Partial<Flag> = { fallthrough: { variant: 'on' } };
const GENERAL = { value: false, variant: 'off', reason: 'ERROR', errorCode: 'GENERAL' };
const inAll = (levels: number): Condition =>
  Array.from({ length: levels }).reduce<Condition>((inner) => ({ all: [inner] }), { all: [] });

describe('compile', () => {
  it.each([
    null,
    undefined,
    7,
    'x',
    [],
    { flags: 3 },
    { flags: [flagOf('a')] },
    { segments: 'no' },
  ])('takes %j for a snapshot without flags of that key', (snapshot) => {
    const evaluator = compile(snapshot);
    expect(evaluator.evaluate('a', {}, 0)).toEqual({
      flag: 'a',
      reason: 'ERROR',
      errorCode: 'FLAG_NOT_FOUND',
    });
    expect(evaluator.isEnabled('a', {}, 0, true)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no object', 7],
    ['another key than its own', flagOf('other', ON)],
    ['an unknown type', { ...flagOf('bad', ON), type: 'date' }],
    ['enabled as a string', { ...flagOf('bad', ON), enabled: 'true' }],
    ['variants of the wrong type', { ...flagOf('bad', ON), variants: { on: 1, off: false } }],
    [
      'three variants of a boolean',
      { ...flagOf('bad', ON), variants: { on: true, off: false, x: true } },
    ],
    ['an off variant that does not exist', { ...flagOf('bad', ON), offVariant: 'no' }],
    ['a fallthrough that does not exist', flagOf('bad', { fallthrough: { variant: 'no' } })],
    [
      'a split of weight 0',
      flagOf('bad', { fallthrough: { split: [{ variant: 'on', weight: 0 }], seed: 1 } }),
    ],
    ['prerequisites that are no list', { ...flagOf('bad', ON), prerequisites: {} }],
    [
      'a prerequisite of both forms',
      flagOf('bad', { ...ON, prerequisites: [{ flag: 'good', state: 'on', variants: ['on'] }] }),
    ],
    ['targets without ids', { ...flagOf('bad', ON), targets: [{ variant: 'on' }] }],
    ['an unknown word for shutdown', { ...flagOf('bad', ON), onShutdown: 'maybe' }],
    ['needs as a string', { ...flagOf('bad', ON), needs: '1' }],
    ['a need above this evaluator', flagOf('bad', { ...ON, needs: 2 })],
  ])('disables a flag with %s, and nothing but that flag', (_what, bad) => {
    const good = flagOf('good', ON);
    const parent = { ...ON, prerequisites: [{ flag: 'bad', state: 'off' as const }] };
    const condition = { flag: 'bad', state: 'off' as const, negate: true };
    const asks = flagOf('asks', { rules: [onRule({ conditions: [condition] })] });
    const snapshot = {
      ...snapshotOf([]),
      flags: { good, bad, child: flagOf('child', parent), asks },
    };
    const evaluator = compile(snapshot, {
      overrides: { bad: { variant: 'on', source: 'code' } },
    });
    expect(evaluator.isEnabled('good', {}, 0)).toBe(true);
    expect(evaluator.evaluate('bad', {}, 0)).toMatchObject({
      flag: 'bad',
      reason: 'ERROR',
      errorCode: 'GENERAL',
    });
    expect(evaluator.isEnabled('bad', {}, 0)).toBe(false);
    expect(evaluator.evaluate('child', {}, 0)).toMatchObject({
      reason: 'PREREQUISITE_FAILED',
      prerequisite: 'bad',
    });
    expect(evaluator.isEnabled('asks', {}, 0)).toBe(false);
  });

  it('serves the off variant of a flag that is malformed elsewhere', () => {
    const bad = { ...flagOf('bad', ON), enabled: 1 };
    const evaluator = compile({ ...snapshotOf([]), flags: { bad } });
    expect(evaluator.evaluate('bad', {}, 0)).toEqual({ flag: 'bad', ...GENERAL });
  });

  it.each<[string, object]>([
    ['no object', []],
    ['no id', { id: 7 }],
    ['no conditions', { conditions: null }],
    ['a percentage above 100', { rollout: { seed: 1, percentage: 101 } }],
    ['a negative seed', { rollout: { seed: -1, percentage: 100 } }],
    ['two forms of a rollout', { rollout: { seed: 1, percentage: 100, range: [0, 100_000] } }],
    [
      'a schedule out of order',
      {
        rollout: {
          seed: 1,
          schedule: {
            curve: 'step',
            steps: [
              { at: '2026-01-02T00:00:00Z', percentage: 100 },
              { at: '2026-01-01T00:00:00Z', percentage: 100 },
            ],
          },
        },
      },
    ],
    [
      'a schedule with a date that no calendar has',
      {
        rollout: {
          seed: 1,
          schedule: { curve: 'step', steps: [{ at: '1970-02-30T00:00:00Z', percentage: 100 }] },
        },
      },
    ],
    ['a variant that does not exist', { serve: { variant: 'no' } }],
    [
      'an operator it does not know',
      { conditions: [{ attribute: 'id', operator: 'soundsLike', values: ['x'] }] },
    ],
    [
      'an unknown operator behind something true',
      {
        conditions: [
          { any: [{ all: [] }, { attribute: 'id', operator: 'soundsLike', values: ['x'] }] },
        ],
      },
    ],
    ['a condition of two forms', { conditions: [{ all: [], any: [] }] }],
    [
      'an expression that backtracks',
      { conditions: [{ not: { attribute: 'id', operator: 'matches', values: ['(a+)+$'] } }] },
    ],
    ['conditions nested without end', { conditions: [inAll(5000)] }],
    [
      'a flag condition of both forms',
      { conditions: [{ flag: 'good', state: 'on', variants: ['on'] }] },
    ],
    ['a negation that is no boolean', { conditions: [{ segment: 'everyone', negate: 'yes' }] }],
  ])('skips a rule with %s', (_what, parts) => {
    const rule = Array.isArray(parts) ? parts : { ...onRule(), ...parts };
    const bad = { ...flagOf('bad'), rules: [rule, onRule({ id: 'next' })] };
    const everyone = {
      key: 'everyone',
      version: 1,
      included: [],
      excluded: [],
      rules: [{ conditions: [] }],
    };
    const evaluator = compile({
      ...snapshotOf([flagOf('good', ON)], [everyone]),
      flags: { good: flagOf('good', ON), bad },
    });
    expect(evaluator.evaluate('bad', { id: 'x' }, 0)).toMatchObject({ ruleId: 'next' });
    expect(evaluator.armOf('bad', 'r', { id: 'x' }, 0)).toBeNull();
  });

  it('walks conditions as deep as the server accepts them', () => {
    const evaluator = compile(
      snapshotOf([flagOf('f', { rules: [onRule({ conditions: [inAll(16)] })] })]),
    );
    expect(evaluator.isEnabled('f', {}, 0)).toBe(true);
  });
});
