import type { FlagConfig } from '@sluice/protocol';
import { AppError } from '../../src/platform/errors/app-error.js';
import { createTestDatabase, type TestDatabase } from '../test-database.js';
import { createProject, WritePath, type TestCommand } from '../write-path.js';

const HERE = { environment: 'production' };
type Members = Record<string, unknown>;

describe('what is refused when saved (evaluation.md §8)', () => {
  let db: TestDatabase;
  let path: WritePath;
  let counter = 0;

  beforeAll(async () => {
    db = await createTestDatabase();
    path = new WritePath(db.url);
    await createProject(path, ['production', 'staging']);
    await path.run({ kind: 'segment.create', target: HERE, payload: { key: 'beta' } });
  });
  afterAll(async () => {
    await path.close();
    await db.drop();
  });

  const create = async (payload: Members = {}): Promise<string> => {
    const key = (payload.key as string | undefined) ?? `flag-${(counter += 1)}`;
    await path.run({ kind: 'flag.create', payload: { type: 'boolean', ...payload, key } });
    return key;
  };
  const configure = (flag: string, payload: Members, more: Partial<TestCommand> = {}) =>
    path.run<FlagConfig>({
      kind: 'flag.configure',
      target: { ...HERE, flag },
      baseVersion: 1,
      payload,
      ...more,
    });
  const refusal = async (attempt: Promise<unknown>): Promise<AppError> => {
    const error: unknown = await attempt.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  };
  const ruleWith = (rule: Members) => ({
    rules: [{ conditions: [], serve: { variant: 'on' }, ...rule }],
  });
  const conditions = (...list: unknown[]) => ruleWith({ conditions: list });
  const nested = (depth: number): unknown =>
    depth === 0 ? { attribute: 'a', operator: 'exists' } : { not: nested(depth - 1) };

  it.each<[string, Members, string, RegExp]>([
    [
      'an unknown variant',
      ruleWith({ serve: { variant: 'maybe' } }),
      'UNKNOWN_VARIANT',
      /"maybe".*on, off|off, on/,
    ],
    ['an unknown off variant', { offVariant: 'x' }, 'UNKNOWN_VARIANT', /"x"/],
    [
      'a target of an unknown variant',
      { targets: [{ variant: 'x', ids: ['1'] }] },
      'UNKNOWN_VARIANT',
      /targets\[0\]/,
    ],
    ['an empty id', { targets: [{ variant: 'on', ids: [''] }] }, 'INVALID_LIST', /""/],
    [
      'a list of more than 100,000 entries',
      { targets: [{ variant: 'on', ids: Array.from({ length: 100_001 }, (_, i) => `${i}`) }] },
      'LIST_TOO_LONG',
      /100001/,
    ],
    [
      'too many values',
      conditions({ attribute: 'a', operator: 'in', values: Array(100_001).fill('x') }),
      'LIST_TOO_LONG',
      /100001/,
    ],
    ['an unknown segment', conditions({ segment: 'gamma' }), 'UNKNOWN_SEGMENT', /"gamma"/],
    [
      'an unknown operator',
      conditions({ attribute: 'a', operator: 'like', values: [] }),
      'UNKNOWN_OPERATOR',
      /"like"/,
    ],
    [
      'an attribute that is no name',
      conditions({ attribute: '', operator: 'exists' }),
      'INVALID_ATTRIBUTE',
      /""/,
    ],
    [
      'a value of the wrong type',
      conditions({ attribute: 'a', operator: 'lt', values: ['5'] }),
      'INVALID_VALUE',
      /"5"/,
    ],
    [
      'an instant no calendar has',
      conditions({ attribute: 'a', operator: 'after', values: ['2026-02-30T00:00:00Z'] }),
      'INVALID_VALUE',
      /2026-02-30/,
    ],
    [
      'a version that is none',
      conditions({ attribute: 'a', operator: 'semverGt', values: ['1.x'] }),
      'INVALID_VALUE',
      /1\.x/,
    ],
    [
      'a block that is none',
      conditions({ attribute: 'a', operator: 'inCidr', values: ['10.0.0.0/33'] }),
      'INVALID_VALUE',
      /10\.0\.0\.0\/33/,
    ],
    [
      'a condition of two forms',
      conditions({ segment: 'beta', attribute: 'a', operator: 'exists' }),
      'INVALID_CONDITION',
      /attribute and segment/,
    ],
    ['a condition of no form', conditions({ negate: true }), 'INVALID_CONDITION', /none/],
    [
      'an unknown member',
      conditions({ segment: 'beta', hashed: [] }),
      'INVALID_CONDITION',
      /"hashed"/,
    ],
    ['a condition that is no object', conditions({ not: 5 }), 'INVALID_CONDITION', /5/],
    ['conditions nested 17 deep', conditions(nested(16)), 'CONDITIONS_TOO_DEEP', /17/],
    [
      '1,001 conditions',
      conditions({ any: Array(1_001).fill({ attribute: 'a', operator: 'exists' }) }),
      'TOO_MANY_CONDITIONS',
      /1001/,
    ],
    [
      'a backreference',
      conditions({ attribute: 'a', operator: 'matches', values: ['(a)\\1'] }),
      'UNSAFE_REGULAR_EXPRESSION',
      /\(a\)/,
    ],
    [
      'a look-ahead',
      conditions({ attribute: 'a', operator: 'matches', values: ['a(?=b)'] }),
      'UNSAFE_REGULAR_EXPRESSION',
      /a\(\?=b\)/,
    ],
    [
      'nested repetition',
      conditions({ attribute: 'a', operator: 'matches', values: ['(a+)+'] }),
      'UNSAFE_REGULAR_EXPRESSION',
      /\(a\+\)\+/,
    ],
    [
      'an expression of 513 characters',
      conditions({ attribute: 'a', operator: 'matches', values: ['a'.repeat(513)] }),
      'UNSAFE_REGULAR_EXPRESSION',
      /513/,
    ],
    [
      'a percentage above 100',
      ruleWith({ rollout: { percentage: 100.5 } }),
      'INVALID_PERCENTAGE',
      /100\.5/,
    ],
    [
      'a percentage finer than 0.001',
      ruleWith({ rollout: { percentage: 0.0005 } }),
      'INVALID_PERCENTAGE',
      /0\.0005/,
    ],
    [
      'a negative percentage',
      ruleWith({ rollout: { percentage: -1 } }),
      'INVALID_PERCENTAGE',
      /-1/,
    ],
    [
      'a rollout of two kinds',
      ruleWith({ rollout: { percentage: 1, range: [0, 1] } }),
      'INVALID_ROLLOUT',
      /percentage and range/,
    ],
    ['a rollout of no kind', ruleWith({ rollout: {} }), 'INVALID_ROLLOUT', /none/],
    ['a range backwards', ruleWith({ rollout: { range: [5, 1] } }), 'INVALID_RANGE', /\[5,1\]/],
    ['a range of three', ruleWith({ rollout: { range: [1, 2, 3] } }), 'INVALID_RANGE', /\[1,2,3\]/],
    [
      'a schedule out of order',
      ruleWith({
        rollout: {
          schedule: {
            curve: 'step',
            steps: [
              { at: '2030-01-02T00:00:00Z', percentage: 1 },
              { at: '2030-01-02T00:00:00Z', percentage: 2 },
            ],
          },
        },
      }),
      'INVALID_SCHEDULE',
      /2030-01-02/,
    ],
    [
      'a schedule without an offset',
      ruleWith({
        rollout: {
          schedule: { curve: 'step', steps: [{ at: '2030-01-02T00:00:00', percentage: 1 }] },
        },
      }),
      'INVALID_SCHEDULE',
      /2030-01-02T00:00:00"/,
    ],
    [
      'an empty schedule',
      ruleWith({ rollout: { schedule: { curve: 'step', steps: [] } } }),
      'INVALID_SCHEDULE',
      /at least one/,
    ],
    [
      'weights that sum to 0',
      { fallthrough: { split: [{ variant: 'on', weight: 0 }] } },
      'INVALID_WEIGHTS',
      /sum to 0/,
    ],
    [
      'weights above 100,000',
      { fallthrough: { split: [{ variant: 'on', weight: 100_001 }] } },
      'INVALID_WEIGHTS',
      /100001/,
    ],
    [
      'half a weight',
      { fallthrough: { split: [{ variant: 'on', weight: 0.5 }] } },
      'INVALID_WEIGHTS',
      /0\.5/,
    ],
    [
      'a seed of 33 bits',
      ruleWith({ rollout: { percentage: 1, seed: 2 ** 32 } }),
      'INVALID_SEED',
      /4294967296/,
    ],
    [
      'two rules of one id',
      {
        rules: [
          { id: 'a', conditions: [], serve: { variant: 'on' } },
          { id: 'a', conditions: [], serve: { variant: 'on' } },
        ],
      },
      'INVALID_RULE_ID',
      /"a"/,
    ],
    ['a flag condition of itself', conditions({ flag: 'itself' }), 'SELF_PREREQUISITE', /itself/],
    [
      'a flag condition on an unknown flag',
      conditions({ flag: 'nobody' }),
      'UNKNOWN_PARENT',
      /"nobody"/,
    ],
    [
      'a flag condition with state and variants',
      conditions({ flag: 'itself', state: 'on', variants: ['on'] }),
      'INVALID_PREREQUISITE',
      /itself/,
    ],
    ['an off variant that is on', { offVariant: 'on' }, 'OFF_VARIANT_ON', /itself.*confirm/],
  ])('%s', async (_name, payload, code, message) => {
    await create({ key: 'itself' }).catch(() => undefined);
    const error = await refusal(configure('itself', payload));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('keys that are none, and taken ones', async () => {
    for (const key of ['', '-a', 'ä', 'a b', 'a'.repeat(129)])
      expect((await refusal(create({ key }))).code).toBe('INVALID_FLAG_KEY');
    const taken = await create();
    expect((await refusal(create({ key: taken }))).code).toBe('ALREADY_EXISTS');
  });

  it('variants that do not fit the type', async () => {
    const odd = [
      { variants: { on: true, off: true } },
      { variants: { on: true } },
      { type: 'string', variants: {} },
      { type: 'string', variants: { a: 1 } },
      { type: 'number', variants: { a: '1' } },
    ];
    for (const payload of odd)
      expect((await refusal(create(payload))).code).toBe('INVALID_VARIANTS');
  });

  it('prerequisites on unknown flags, unknown variants, itself, and twice the same', async () => {
    const parent = await create();
    const attempts: [Members, string][] = [
      [{ prerequisites: [{ flag: 'nobody' }] }, 'UNKNOWN_PARENT'],
      [{ prerequisites: [{ flag: parent, variants: ['x'] }] }, 'UNKNOWN_PARENT_VARIANT'],
      [{ prerequisites: [{ flag: parent, variants: [] }] }, 'INVALID_PREREQUISITE'],
      [{ key: 'me', prerequisites: [{ flag: 'me' }] }, 'SELF_PREREQUISITE'],
      [
        { prerequisites: [{ flag: parent }, { flag: parent, state: 'off' }] },
        'INVALID_PREREQUISITE',
      ],
    ];
    for (const [payload, code] of attempts)
      expect((await refusal(create(payload))).code).toBe(code);
  });

  it('any cycle, naming the whole of it, also through a flag condition of one environment', async () => {
    const [a, b, c] = [
      await create({ key: 'cy-a' }),
      await create({ key: 'cy-b' }),
      await create({ key: 'cy-c' }),
    ];
    const require = (flag: string, parent: string) =>
      path.run({
        kind: 'flag.update',
        target: { flag },
        baseVersion: 1,
        payload: { prerequisites: [{ flag: parent }] },
      });
    await require(a, b);
    await require(b, c);
    const error = await refusal(require(c, a));
    expect(error.code).toBe('PREREQUISITE_CYCLE');
    expect(error.message).toContain('cy-c → cy-a → cy-b → cy-c');
    const condition = await refusal(configure(c, conditions({ any: [{ flag: a }] })));
    expect(condition).toMatchObject({
      code: 'PREREQUISITE_CYCLE',
      details: { cycle: ['cy-c', 'cy-a', 'cy-b', 'cy-c'], environment: 'production' },
    });
    const archived = await refusal(path.run({ kind: 'flag.archive', target: { flag: b } }));
    expect(archived).toMatchObject({ code: 'REQUIRED_BY_OTHERS' });
    expect(archived.message).toContain('cy-a');
  });

  it('archiving what only a flag condition of one environment needs', async () => {
    const [parent, child] = [await create(), await create()];
    await configure(child, conditions({ not: { flag: parent } }));
    const error = await refusal(path.run({ kind: 'flag.archive', target: { flag: parent } }));
    expect(error).toMatchObject({
      code: 'REQUIRED_BY_OTHERS',
      details: { dependents: [{ dependent: child, environment: 'production', via: 'condition' }] },
    });
  });

  it('a kept flag that depends on a stopped one, from either side and in any state', async () => {
    const parent = await create();
    const kept = { onShutdown: 'keep', prerequisites: [{ flag: parent, state: 'off' }] };
    expect((await refusal(create(kept))).code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
    const child = await create({ onShutdown: 'keep' });
    const error = await refusal(configure(child, conditions({ flag: parent })));
    expect(error.code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
    expect(error.message).toContain(parent);
    const keptParent = await create({ onShutdown: 'keep' });
    await configure(child, conditions({ flag: keptParent }));
    const loosened = path.run({
      kind: 'flag.update',
      target: { flag: keptParent },
      baseVersion: 1,
      payload: { onShutdown: 'off' },
    });
    expect((await refusal(loosened)).code).toBe('KEPT_FLAG_DEPENDS_ON_STOPPED');
  });

  it('more than 64 levels of parents', async () => {
    let parent = await create({ key: 'level-0' });
    for (let level = 1; level <= 64; level += 1)
      parent = await create({ key: `level-${level}`, prerequisites: [{ flag: parent }] });
    const error = await refusal(create({ prerequisites: [{ flag: parent }] }));
    expect(error.code).toBe('PREREQUISITES_TOO_DEEP');
    expect(error.message).toContain('65');
  });

  it('more than 1,000 parent evaluations fully unfolded, also where only a child gets too expensive', async () => {
    let below = [await create({ key: 'cost-0' }), await create({ key: 'cost-0b' })];
    // Each level doubles: 2, 6, 14, … 254 evaluations, 510 for the top.
    for (let level = 1; level <= 7; level += 1) {
      const prerequisites = below.map((flag) => ({ flag }));
      below = [
        await create({ key: `cost-${level}`, prerequisites }),
        await create({ key: `cost-${level}b`, prerequisites }),
      ];
    }
    const prerequisites = below.map((flag) => ({ flag }));
    const top = await create({ key: 'cost-top', prerequisites });
    const error = await refusal(create({ prerequisites: [{ flag: top }, { flag: top + 'x' }] }));
    expect(error.code).toBe('UNKNOWN_PARENT');
    const over = await refusal(
      create({ prerequisites: [{ flag: top }, { flag: 'cost-7' }, { flag: 'cost-7b' }] }),
    );
    expect(over.code).toBe('TOO_MANY_PARENT_EVALUATIONS');
    const deepened = await refusal(
      configure('cost-0', {
        rules: Array.from({ length: 5 }, () => ({
          conditions: [{ flag: 'level-0' }],
          serve: { variant: 'on' },
        })),
      }),
    );
    expect(deepened.code).toBe('TOO_MANY_PARENT_EVALUATIONS');
    expect(deepened.message).toMatch(/cost-/);
  });

  it('removing a variant that something uses', async () => {
    const flag = await create({ type: 'string', variants: { a: 'A', b: 'B', c: 'C' } });
    await configure(flag, {
      fallthrough: {
        split: [
          { variant: 'a', weight: 1 },
          { variant: 'b', weight: 1 },
        ],
      },
    });
    const child = await create({ prerequisites: [{ flag, variants: ['c'] }] });
    const drop = (variants: Members) =>
      path.run({ kind: 'flag.update', target: { flag }, baseVersion: 1, payload: { variants } });
    const serving = await refusal(drop({ a: 'A', c: 'C' }));
    expect(serving).toMatchObject({
      code: 'IN_USE',
      details: { dependents: [{ flag, environment: 'production', variant: 'b' }] },
    });
    const asking = await refusal(drop({ a: 'A', b: 'B' }));
    expect(asking.code).toBe('IN_USE');
    expect(asking.message).toContain(child);
  });

  it('flags and segments inside a segment', async () => {
    for (const condition of [{ segment: 'beta' }, { any: [{ flag: 'level-0' }] }]) {
      const payload = { key: `seg-${(counter += 1)}`, rules: [{ conditions: [condition] }] };
      const error = await refusal(path.run({ kind: 'segment.create', target: HERE, payload }));
      expect(error.code).toBe('SEGMENT_NOT_ALLOWED');
    }
  });

  it('an off variant that is on unless confirmed, and warns ever after', async () => {
    const flag = await create();
    const confirm = { confirm: ['OFF_VARIANT_ON'] } as const;
    const { result } = await configure(flag, { offVariant: 'on' }, confirm);
    expect(result.warnings).toEqual(['OFF_VARIANT_ON']);
    const toggled = await path.run<FlagConfig>({ kind: 'flag.enable', target: { ...HERE, flag } });
    expect(toggled.result.warnings).toEqual(['OFF_VARIANT_ON']);
  });

  it('enabling a schedule that lies in the past unless confirmed, each time anew', async () => {
    const flag = await create();
    const schedule = { curve: 'linear', steps: [{ at: '2020-01-01T00:00:00Z', percentage: 100 }] };
    await configure(flag, ruleWith({ rollout: { schedule } }));
    const toggle = (kind: string, more: Partial<TestCommand> = {}) =>
      path.run<FlagConfig>({ kind, target: { ...HERE, flag }, ...more });
    const error = await refusal(toggle('flag.enable'));
    expect(error.code).toBe('SCHEDULE_ALREADY_DUE');
    expect(error.message).toContain('100 %');
    const confirm = ['SCHEDULE_ALREADY_DUE'] as const;
    const enabled = await toggle('flag.enable', { confirm });
    expect(enabled.result.warnings).toEqual(['SCHEDULE_ALREADY_DUE']);
    await toggle('flag.disable');
    expect((await refusal(toggle('flag.enable'))).code).toBe('SCHEDULE_ALREADY_DUE');
  });

  it('another seed for a rule that has one; without a seed it keeps its own', async () => {
    const flag = await create();
    const first = await configure(flag, ruleWith({ rollout: { percentage: 10 } }));
    const rule = first.result.rules[0]!;
    expect(rule.rollout?.seed).toEqual(expect.any(Number));
    const again = { id: rule.id, rollout: { percentage: 20 } };
    const second = await configure(flag, ruleWith(again), { baseVersion: 2 });
    expect(second.result.rules[0]!.rollout).toEqual({
      seed: rule.rollout?.seed,
      percentage: 20,
    });
    const other = {
      id: rule.id,
      rollout: { percentage: 20, seed: (rule.rollout!.seed + 1) >>> 0 },
    };
    const error = await refusal(configure(flag, ruleWith(other), { baseVersion: 3 }));
    expect(error.code).toBe('SEED_CHANGED');
  });

  it('a revert that today no longer allows, saying why', async () => {
    const [flag, segment] = [await create(), 'soon-gone'];
    await path.run({ kind: 'segment.create', target: HERE, payload: { key: segment } });
    await configure(flag, conditions({ segment }));
    await configure(flag, { rules: [] }, { baseVersion: 2 });
    await path.run({ kind: 'segment.delete', target: { ...HERE, segment }, baseVersion: 1 });
    const revert = path.run({
      kind: 'flag.config-revert',
      target: { ...HERE, flag },
      baseVersion: 3,
      payload: { version: 2 },
    });
    const error = await refusal(revert);
    expect(error).toMatchObject({
      code: 'REVERT_IMPOSSIBLE',
      details: { version: 2, reason: { code: 'UNKNOWN_SEGMENT' } },
    });
    expect(error.message).toContain('soon-gone');
  });
});
