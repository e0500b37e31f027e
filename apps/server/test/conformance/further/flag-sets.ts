import type { Json } from '@sluice/evaluator';
import type { NeutralFlag, NeutralPrerequisite, NeutralSuite } from '../neutral-model.js';
import { CONDITIONS } from './conditions.js';

type Expected = NeutralSuite['cases'][number]['expect'];

interface Asked {
  readonly flag: string;
  readonly desc: string;
  readonly context?: Readonly<Record<string, Json>>;
  readonly type?: NeutralSuite['cases'][number]['type'];
  readonly fallback?: Json;
  readonly expect: Expected;
}

const boolean = (over: Partial<NeutralFlag> = {}): NeutralFlag => ({
  type: 'boolean',
  enabled: true,
  variants: { on: true, off: false },
  offVariant: 'off',
  rules: [],
  fallthrough: { serve: 'on' },
  ...over,
});
const texts = (over: Partial<NeutralFlag> = {}): NeutralFlag => ({
  ...boolean(),
  type: 'string',
  variants: { a: 'A', b: 'B', c: 'C' },
  offVariant: 'c',
  fallthrough: { serve: 'a' },
  ...over,
});
const behind = (...prereqs: NeutralPrerequisite[]) => boolean({ prereqs });
const onIf = (when: NeutralFlag['rules'][number]['when']) =>
  boolean({ rules: [{ when, serve: 'on' }], fallthrough: { serve: 'off' } });

function suiteOf(
  suite: string,
  flags: Readonly<Record<string, NeutralFlag>>,
  asked: readonly Asked[],
  segments: NeutralSuite['flagset']['segments'] = {},
): NeutralSuite {
  const cases = asked.map(({ flag, desc, expect, ...rest }, index) => ({
    id: `further/${suite}/${index + 1}`,
    desc,
    flag,
    type: rest.type ?? 'boolean',
    default: rest.fallback ?? null,
    context: rest.context ?? {},
    expect,
    class: 'portable' as const,
    needs: [],
  }));
  return { source: 'further', suite, flagset: { flags, segments }, cases };
}

const CONDITION_SUITE = suiteOf(
  'conditions',
  Object.fromEntries(CONDITIONS.map(({ when }, index) => [`c${index}`, onIf(when)])),
  CONDITIONS.flatMap(({ title, holds, fails }, index) =>
    [
      ...holds.map((context) => ({ context, value: true })),
      ...fails.map((context) => ({ context, value: false })),
    ].map(({ context, value }) => ({
      flag: `c${index}`,
      desc: `${title}: ${JSON.stringify(context)}`,
      context: { targetingKey: 'u', ...context },
      expect: { value },
    })),
  ),
);

const ON = { value: true, variant: 'on' };
const OFF = { value: false, variant: 'off' };

const PREREQUISITE_SUITE = suiteOf(
  'prerequisites',
  {
    top: onIf({ attr: 'a', op: 'in', values: [1] }),
    middle: behind({ flag: 'top', variants: ['on'] }),
    bottom: behind({ flag: 'middle', variants: ['on'] }),
    not: behind({ flag: 'top', variants: ['on'], negate: true }),
    both: behind({ flag: 'top', variants: ['on'] }, { flag: 'colour', variants: ['a', 'b'] }),
    colour: texts({ rules: [{ when: { attr: 'b', op: 'in', values: ['c'] }, serve: 'c' }] }),
    unknown: behind({ flag: 'nobody', variants: ['on'] }),
    'unknown-negated': behind({ flag: 'nobody', variants: ['on'], negate: true }),
    stopped: texts({ enabled: false }),
    'of-stopped': behind({ flag: 'stopped', variants: ['c'] }),
    'of-stopped-on': behind({ flag: 'stopped', variants: ['c'], requireOn: true }),
    'of-failed': behind({ flag: 'middle', variants: ['off'] }),
    'fails-otherwise': texts({
      prereqs: [{ flag: 'top', variants: ['on'] }],
      prereqFailVariant: 'b',
    }),
    'fails-to-nothing': texts({
      prereqs: [{ flag: 'top', variants: ['on'] }],
      prereqFailVariant: null,
    }),
    'as-condition': onIf({
      any: [{ flag: 'colour', variants: ['c'] }, { not: { flag: 'top', variants: ['off'] } }],
    }),
    'in-segment': onIf({ segment: 'topped' }),
  },
  [
    { flag: 'bottom', desc: 'a chain holds', context: { a: 1 }, expect: ON },
    { flag: 'bottom', desc: 'a chain fails at its top', expect: OFF },
    { flag: 'not', desc: 'a negated one fails', context: { a: 1 }, expect: OFF },
    { flag: 'not', desc: 'a negated one holds', expect: ON },
    { flag: 'both', desc: 'both hold', context: { a: 1 }, expect: ON },
    { flag: 'both', desc: 'one of both fails', context: { a: 1, b: 'c' }, expect: OFF },
    { flag: 'unknown', desc: 'an unknown parent fails', expect: OFF },
    { flag: 'of-stopped', desc: 'a disabled parent serves its off variant', expect: ON },
    { flag: 'of-stopped-on', desc: 'a disabled parent is not on', expect: OFF },
    { flag: 'of-failed', desc: 'a failed parent serves its off variant', expect: ON },
    { flag: 'of-failed', desc: 'a parent serves something else', context: { a: 1 }, expect: OFF },
    {
      flag: 'fails-otherwise',
      desc: 'another variant than the off one on failure',
      type: 'string',
      fallback: 'x',
      expect: { value: 'B', variant: 'b' },
    },
    {
      flag: 'fails-to-nothing',
      desc: 'no value on failure',
      type: 'string',
      fallback: 'x',
      expect: { value: 'x' },
    },
    { flag: 'as-condition', desc: 'neither', expect: OFF },
    { flag: 'as-condition', desc: 'one variant', context: { b: 'c' }, expect: ON },
    { flag: 'as-condition', desc: 'not another variant', context: { a: 1 }, expect: ON },
    { flag: 'in-segment', desc: 'a flag in a segment', context: { a: 1 }, expect: ON },
    { flag: 'in-segment', desc: 'a flag in a segment that fails', expect: OFF },
  ],
  { topped: { when: { flag: 'top', variants: ['on'] } } },
);

const bucket = (pct: number, by = ['targetingKey']) => ({
  bucket: { algo: 'unleash', salt: 's', by, pct },
});
const split = (weights: readonly (readonly [string | null, number])[], by = ['targetingKey']) => ({
  split: { algo: 'unleash-variant', salt: 's', by, weights },
});

const SHARE_SUITE = suiteOf(
  'shares',
  {
    nobody: onIf(bucket(0)),
    everybody: onIf(bucket(100)),
    'not-nobody': onIf({ not: bucket(0) }),
    'by-plan': onIf(bucket(100, ['plan'])),
    'by-either': onIf(bucket(100, ['plan', 'targetingKey'])),
    'one-variant': texts({ fallthrough: split([['b', 1]]) }),
    'all-weight': texts({
      fallthrough: split([
        ['a', 0],
        ['b', 1000],
        ['c', 0],
      ]),
    }),
    'no-weight': texts({
      rules: [
        {
          when: true,
          ...split([
            ['a', 0],
            ['b', 0],
          ]),
        },
      ],
      fallthrough: { serve: 'c' },
    }),
    'no-value': texts({ fallthrough: split([[null, 1]]) }),
    'rule-split': texts({
      rules: [{ when: { attr: 'plan', op: 'in', values: ['pro'] }, ...split([['b', 7]]) }],
    }),
    'split-by-plan': texts({ rules: [{ when: true, ...split([['b', 1]], ['plan']) }] }),
    range: texts({
      rules: [
        {
          when: true,
          split: {
            algo: 'growthbook-2',
            salt: 's',
            by: ['targetingKey'],
            weights: [
              ['a', 0.5],
              ['b', 0.5],
            ],
            ranges: [
              [0, 0],
              [0, 1],
            ],
          },
        },
      ],
      fallthrough: { serve: 'c' },
    }),
    'segment-share': onIf({ segment: 'all-of-pro' }),
    'segment-of-segment': onIf({ all: [{ segment: 'outer' }, { not: { segment: 'nobody' } }] }),
  },
  [
    ['nobody', 'no share', { targetingKey: 'u' }, OFF],
    ['everybody', 'the whole share', { targetingKey: 'u' }, ON],
    ['everybody', 'the whole share without the attribute', {}, OFF],
    ['not-nobody', 'not no share', { targetingKey: 'u' }, ON],
    ['by-plan', 'another attribute', { targetingKey: 'u', plan: 'pro' }, ON],
    ['by-plan', 'without the other attribute', { targetingKey: 'u' }, OFF],
    ['by-either', 'the first attribute that is there', { plan: 'pro' }, ON],
    ['by-either', 'the second attribute', { targetingKey: 'u' }, ON],
    ['by-either', 'neither attribute', {}, OFF],
    ['one-variant', 'one variant', { targetingKey: 'u' }, { value: 'B', variant: 'b' }],
    ['all-weight', 'all of the weight', { targetingKey: 'u' }, { value: 'B', variant: 'b' }],
    ['no-weight', 'no weight at all', { targetingKey: 'u' }, { value: 'C', variant: 'c' }],
    ['no-value', 'a share of no value', { targetingKey: 'u' }, { value: 'x' }],
    ['rule-split', 'a split in a rule', { targetingKey: 'u', plan: 'pro' }, { value: 'B' }],
    ['rule-split', 'a rule that does not match', { targetingKey: 'u' }, { value: 'A' }],
    ['split-by-plan', 'a split without its attribute falls on', {}, { value: 'A' }],
    ['range', 'ranges', { targetingKey: 'u' }, { value: 'B', variant: 'b' }],
    ['range', 'ranges without the attribute', {}, { value: 'C', variant: 'c' }],
    ['segment-share', 'a share in a segment', { targetingKey: 'u', plan: 'pro' }, ON],
    ['segment-share', 'outside the segment', { targetingKey: 'u', plan: 'free' }, OFF],
    ['segment-of-segment', 'segments in segments', { plan: 'pro', country: 'ee' }, ON],
    ['segment-of-segment', 'outside the inner segment', { plan: 'pro', country: 'fi' }, OFF],
  ].map(([flag, desc, context, expect]) => {
    const type = typeof (expect as Expected).value === 'boolean' ? 'boolean' : 'string';
    return { flag, desc, context, expect, type, fallback: 'x' } as Asked;
  }),
  {
    'all-of-pro': { when: { all: [{ attr: 'plan', op: 'in', values: ['pro'] }, bucket(100)] } },
    outer: { when: { all: [{ segment: 'inner' }, { attr: 'plan', op: 'in', values: ['pro'] }] } },
    inner: { when: { not: { attr: 'country', op: 'in', values: ['fi', 'se'] } } },
    nobody: { when: { any: [] } },
  },
);

const VALUE_SUITE = suiteOf(
  'values',
  {
    zero: texts({
      type: 'number',
      variants: { zero: 0, half: 0.5 },
      offVariant: 'half',
      fallthrough: { serve: 'zero' },
    }),
    half: texts({
      type: 'number',
      variants: { zero: 0, half: 0.5 },
      offVariant: 'zero',
      fallthrough: { serve: 'half' },
    }),
    empty: texts({
      variants: { empty: '', full: 'x' },
      offVariant: 'full',
      fallthrough: { serve: 'empty' },
    }),
    tree: texts({
      type: 'object',
      variants: { t: { a: [1, { b: null }], c: '' }, l: [1, 2] },
      offVariant: 'l',
      fallthrough: { serve: 't' },
    }),
    mixed: texts({
      type: 'object',
      variants: { t: 'text', n: 3, o: {} },
      offVariant: 'n',
      fallthrough: { serve: 't' },
    }),
    off: texts({ enabled: false }),
    'off-nothing': texts({ enabled: false, offVariant: null }),
    'off-beats-rules': texts({ enabled: false, rules: [{ when: true, serve: 'a' }] }),
    nothing: texts({ fallthrough: { serve: null } }),
    'first-rule': texts({
      rules: [
        { when: true, serve: 'b' },
        { when: true, serve: 'c' },
      ],
    }),
    'rule-nothing': texts({ rules: [{ when: true, serve: null }] }),
    twins: boolean({
      variants: { yes: true, sure: true, no: false },
      offVariant: 'no',
      fallthrough: { serve: 'sure' },
    }),
    swapped: boolean({
      variants: { off: true, on: false },
      offVariant: 'on',
      fallthrough: { serve: 'off' },
    }),
    'odd key/with:things ÄØ': boolean(),
    noted: boolean({ metadata: { owner: 'web', level: 2, live: true, share: 0.1 } }),
  },
  [
    {
      flag: 'zero',
      desc: 'zero is a value',
      type: 'number',
      fallback: 7,
      expect: { value: 0, variant: 'zero', reason: 'STATIC' },
    },
    {
      flag: 'zero',
      desc: 'zero is an integer',
      type: 'integer',
      fallback: 7,
      expect: { value: 0 },
    },
    { flag: 'half', desc: 'a fraction', type: 'float', fallback: 7, expect: { value: 0.5 } },
    {
      flag: 'half',
      desc: 'a fraction is no integer',
      type: 'integer',
      fallback: 7,
      expect: { value: 7, error: 'TYPE_MISMATCH' },
    },
    {
      flag: 'empty',
      desc: 'an empty text is a value',
      type: 'string',
      fallback: 'y',
      expect: { value: '', variant: 'empty' },
    },
    {
      flag: 'tree',
      desc: 'an object',
      type: 'object',
      fallback: {},
      expect: { value: { a: [1, { b: null }], c: '' } },
    },
    {
      flag: 'mixed',
      desc: 'a text of a flag of any values',
      type: 'object',
      fallback: false,
      expect: { value: 'text', variant: 't' },
    },
    {
      flag: 'off',
      desc: 'disabled',
      type: 'string',
      fallback: 'y',
      expect: { value: 'C', variant: 'c', reason: 'DISABLED' },
    },
    {
      flag: 'off-nothing',
      desc: 'disabled without a value',
      type: 'string',
      fallback: 'y',
      expect: { value: 'y', reason: 'DISABLED' },
    },
    {
      flag: 'off-beats-rules',
      desc: 'disabled beats rules',
      type: 'string',
      fallback: 'y',
      expect: { value: 'C' },
    },
    {
      flag: 'nothing',
      desc: 'no value',
      type: 'string',
      fallback: 'y',
      expect: { value: 'y', reason: 'STATIC' },
    },
    {
      flag: 'first-rule',
      desc: 'the first rule decides',
      type: 'string',
      fallback: 'y',
      expect: { value: 'B', reason: 'TARGETING_MATCH' },
    },
    {
      flag: 'rule-nothing',
      desc: 'a rule without a value',
      type: 'string',
      fallback: 'y',
      expect: { value: 'y', reason: 'TARGETING_MATCH' },
    },
    { flag: 'twins', desc: 'two names for one value', expect: { value: true, variant: 'sure' } },
    { flag: 'swapped', desc: 'names the other way round', expect: { value: true, variant: 'off' } },
    { flag: 'odd key/with:things ÄØ', desc: 'keys of any letters', expect: { value: true } },
    {
      flag: 'noted',
      desc: 'metadata',
      expect: { value: true, metadata: { owner: 'web', level: 2, live: true, share: 0.1 } },
    },
    {
      flag: 'zero',
      desc: 'a number is no text',
      type: 'string',
      fallback: 'y',
      expect: { value: 'y', error: 'TYPE_MISMATCH' },
    },
    {
      flag: 'nobody',
      desc: 'an unknown flag',
      type: 'string',
      fallback: 'y',
      expect: { value: 'y', error: 'FLAG_NOT_FOUND' },
    },
  ],
);

/** Cases of our own in the model of the others. */
export const FURTHER: readonly NeutralSuite[] = [
  CONDITION_SUITE,
  PREREQUISITE_SUITE,
  SHARE_SUITE,
  VALUE_SUITE,
];
