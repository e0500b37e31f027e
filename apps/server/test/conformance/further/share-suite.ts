import { OFF, ON, onIf, suiteOf, texts, type Asked, type Expected } from './suite-of.js';

const bucket = (pct: number, by = ['targetingKey']) => ({
  bucket: { algo: 'unleash', salt: 's', by, pct },
});
const split = (weights: readonly (readonly [string | null, number])[], by = ['targetingKey']) => ({
  split: { algo: 'unleash-variant', salt: 's', by, weights },
});

/** Percentages, splits and ranges whose result needs no hash, and segments of segments. */
export const SHARE_SUITE = suiteOf(
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
