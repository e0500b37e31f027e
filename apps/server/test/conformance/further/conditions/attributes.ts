import { of, type ConditionCases } from './condition-cases.js';

/** Which attributes a context has, and the paths into them. */
export const ATTRIBUTES: readonly ConditionCases[] = [
  {
    title: 'presence is not truth',
    when: { attr: 'a', op: 'exists' },
    holds: of(0, '', false, [], {}, 'x', [null]),
    fails: [...of(null), {}, { b: 1 }],
  },
  {
    title: 'members of objects, by path',
    when: { attr: ['a', 'b', 'c'], op: 'in', values: ['x'] },
    holds: of({ b: { c: 'x' } }, { b: { c: ['y', 'x'] } }),
    fails: [...of({ b: { c: 'y' } }, { b: 'x' }, { b: null }, 'x', { B: { c: 'x' } }, []), {}],
  },
  {
    title: 'elements of lists, by path',
    when: {
      any: [
        { attr: ['a', '2', '0'], op: 'in', values: ['x'] },
        { attr: ['a', 'b/c', '1'], op: 'in', values: ['x'] },
        { all: [{ attr: ['a', '-1'], op: 'exists' }] },
      ],
    },
    holds: of(['y', 'z', ['x', 'w']], { 'b/c': ['w', 'x'] }),
    fails: [
      ...of(['x'], [0, 0, 'x'], ['y', 'z', ['w', 'x']], { 'b/c': ['x'] }, { 'b/c': 'wx' }),
      {},
    ],
  },
  {
    title: 'members of objects are missing or not like attributes',
    when: { not: { attr: ['a', 'b'], op: 'exists' } },
    holds: [...of({}, { b: null }, 'text', 7, null), {}],
    fails: of({ b: 0 }, { b: {} }),
  },
  {
    title: 'names that objects inherit are no attributes',
    when: {
      any: ['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((attr) => ({
        attr,
        op: 'exists',
      })),
    },
    holds: [{ constructor: 1 }, { toString: '' }],
    fails: [{}, { a: 1 }],
  },
  {
    title: 'names of any letters',
    when: {
      all: [
        { attr: 'größe in cm', op: 'in', values: [1] },
        { attr: '$x:/~-', op: 'in', values: [2] },
        { attr: 'with.dot', op: 'in', values: [3] },
      ],
    },
    holds: [
      { 'größe in cm': 1, '$x:/~-': 2, 'with.dot': 3 },
      { 'größe in cm': 1, '$x:/~-': 2, with: { dot: 3 } },
    ],
    fails: [{ 'grösse in cm': 1, '$x:/~-': 2, 'with.dot': 3 }],
  },
];
