import { expectRefused, type RefusedConfiguration } from './expect-refused.js';
import { FlagEditor, HERE } from './flag-editor.js';
import { refusalOf } from './refusal-of.js';
import { conditions } from './rule-with.js';

const nested = (depth: number): unknown =>
  depth === 0 ? { attribute: 'a', operator: 'exists' } : { not: nested(depth - 1) };

describe('conditions that are refused when saved (evaluation.md §8)', () => {
  let editor: FlagEditor;

  beforeAll(async () => {
    editor = await FlagEditor.open();
  });

  afterAll(() => editor.close());

  it.each<RefusedConfiguration>([
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
  ])('%s', (...refused) => expectRefused(editor, refused));

  it('flags and segments inside a segment', async () => {
    for (const condition of [{ segment: 'beta' }, { any: [{ flag: 'level-0' }] }]) {
      const payload = { key: 'of-others', rules: [{ conditions: [condition] }] };
      const error = await refusalOf(
        editor.path.run({ kind: 'segment.create', target: HERE, payload }),
      );
      expect(error.code).toBe('SEGMENT_NOT_ALLOWED');
    }
  });
});
