import type { FlagConfig } from '@sluice/protocol';
import type { TestCommand } from '../write-path.js';
import { expectRefused, type RefusedConfiguration } from './expect-refused.js';
import { FlagEditor, HERE } from './flag-editor.js';
import { refusalOf } from './refusal-of.js';
import { ruleWith } from './rule-with.js';

describe('rollouts and splits that are refused when saved (evaluation.md §8)', () => {
  let editor: FlagEditor;

  beforeAll(async () => {
    editor = await FlagEditor.open();
  });

  afterAll(() => editor.close());

  it.each<RefusedConfiguration>([
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
  ])('%s', (...refused) => expectRefused(editor, refused));

  it('enabling a schedule that lies in the past unless confirmed, each time anew', async () => {
    const flag = await editor.create();
    const schedule = { curve: 'linear', steps: [{ at: '2020-01-01T00:00:00Z', percentage: 100 }] };
    await editor.configure(flag, ruleWith({ rollout: { schedule } }));
    const toggle = (kind: string, more: Partial<TestCommand> = {}) =>
      editor.path.run<FlagConfig>({ kind, target: { ...HERE, flag }, ...more });
    const error = await refusalOf(toggle('flag.enable'));
    expect(error.code).toBe('SCHEDULE_ALREADY_DUE');
    expect(error.message).toContain('100 %');
    const confirm = ['SCHEDULE_ALREADY_DUE'] as const;
    const enabled = await toggle('flag.enable', { confirm });
    expect(enabled.result.warnings).toEqual(['SCHEDULE_ALREADY_DUE']);
    await toggle('flag.disable');
    expect((await refusalOf(toggle('flag.enable'))).code).toBe('SCHEDULE_ALREADY_DUE');
  });

  it('another seed for a rule that has one; without a seed it keeps its own', async () => {
    const flag = await editor.create();
    const first = await editor.configure(flag, ruleWith({ rollout: { percentage: 10 } }));
    const rule = first.result.rules[0]!;
    expect(rule.rollout?.seed).toEqual(expect.any(Number));
    const again = { id: rule.id, rollout: { percentage: 20 } };
    const second = await editor.configure(flag, ruleWith(again), { baseVersion: 2 });
    expect(second.result.rules[0]!.rollout).toEqual({
      seed: rule.rollout?.seed,
      percentage: 20,
    });
    const other = {
      id: rule.id,
      rollout: { percentage: 20, seed: (rule.rollout!.seed + 1) >>> 0 },
    };
    const error = await refusalOf(editor.configure(flag, ruleWith(other), { baseVersion: 3 }));
    expect(error.code).toBe('SEED_CHANGED');
  });
});
