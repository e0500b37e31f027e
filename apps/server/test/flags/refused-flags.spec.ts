import type { FlagConfig } from '@sluice/protocol';
import { expectRefused, type RefusedConfiguration } from './expect-refused.js';
import { FlagEditor, HERE, type Members } from './flag-editor.js';
import { refusalOf } from './refusal-of.js';
import { conditions, ruleWith } from './rule-with.js';

describe('flags and configurations that are refused when saved (evaluation.md §8)', () => {
  let editor: FlagEditor;

  beforeAll(async () => {
    editor = await FlagEditor.open();
  });

  afterAll(() => editor.close());

  it.each<RefusedConfiguration>([
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
    ['an off variant that is on', { offVariant: 'on' }, 'OFF_VARIANT_ON', /itself.*confirm/],
  ])('%s', (...refused) => expectRefused(editor, refused));

  it('keys that are none, and taken ones', async () => {
    for (const key of ['', '-a', 'ä', 'a b', 'a'.repeat(129)])
      expect((await refusalOf(editor.create({ key }))).code).toBe('INVALID_FLAG_KEY');
    const taken = await editor.create();
    expect((await refusalOf(editor.create({ key: taken }))).code).toBe('ALREADY_EXISTS');
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
      expect((await refusalOf(editor.create(payload))).code).toBe('INVALID_VARIANTS');
  });

  it('removing a variant that something uses', async () => {
    const flag = await editor.create({ type: 'string', variants: { a: 'A', b: 'B', c: 'C' } });
    await editor.configure(flag, {
      fallthrough: {
        split: [
          { variant: 'a', weight: 1 },
          { variant: 'b', weight: 1 },
        ],
      },
    });
    const child = await editor.create({ prerequisites: [{ flag, variants: ['c'] }] });
    const drop = (variants: Members) =>
      editor.path.run({
        kind: 'flag.update',
        target: { flag },
        baseVersion: 1,
        payload: { variants },
      });
    const serving = await refusalOf(drop({ a: 'A', c: 'C' }));
    expect(serving).toMatchObject({
      code: 'IN_USE',
      details: { dependents: [{ flag, environment: 'production', variant: 'b' }] },
    });
    const asking = await refusalOf(drop({ a: 'A', b: 'B' }));
    expect(asking.code).toBe('IN_USE');
    expect(asking.message).toContain(child);
  });

  it('an off variant that is on unless confirmed, and warns ever after', async () => {
    const flag = await editor.create();
    const confirm = { confirm: ['OFF_VARIANT_ON'] } as const;
    const { result } = await editor.configure(flag, { offVariant: 'on' }, confirm);
    expect(result.warnings).toEqual(['OFF_VARIANT_ON']);
    const toggled = await editor.path.run<FlagConfig>({
      kind: 'flag.enable',
      target: { ...HERE, flag },
    });
    expect(toggled.result.warnings).toEqual(['OFF_VARIANT_ON']);
  });

  it('a revert that today no longer allows, saying why', async () => {
    const [flag, segment] = [await editor.create(), 'soon-gone'];
    await editor.path.run({ kind: 'segment.create', target: HERE, payload: { key: segment } });
    await editor.configure(flag, conditions({ segment }));
    await editor.configure(flag, { rules: [] }, { baseVersion: 2 });
    await editor.path.run({ kind: 'segment.delete', target: { ...HERE, segment }, baseVersion: 1 });
    const revert = editor.path.run({
      kind: 'flag.config-revert',
      target: { ...HERE, flag },
      baseVersion: 3,
      payload: { version: 2 },
    });
    const error = await refusalOf(revert);
    expect(error).toMatchObject({
      code: 'REVERT_IMPOSSIBLE',
      details: { version: 2, reason: { code: 'UNKNOWN_SEGMENT' } },
    });
    expect(error.message).toContain('soon-gone');
  });
});
