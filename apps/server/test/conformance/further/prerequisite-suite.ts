import type { NeutralPrerequisite } from '../neutral-model.js';
import { boolean, OFF, ON, onIf, suiteOf, texts } from './suite-of.js';

const behind = (...prereqs: NeutralPrerequisite[]) => boolean({ prereqs });

/** Flags behind other flags. */
export const PREREQUISITE_SUITE = suiteOf(
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
