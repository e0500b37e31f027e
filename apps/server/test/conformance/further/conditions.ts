import type { Json } from '@sluice/evaluator';
import type { NeutralCondition, NeutralLeaf } from '../neutral-model.js';

/** A condition, and contexts for which it holds or not. */
export interface ConditionCases {
  readonly title: string;
  readonly when: NeutralCondition;
  readonly holds: readonly Readonly<Record<string, Json>>[];
  readonly fails: readonly Readonly<Record<string, Json>>[];
}

const a = (op: string, values: readonly Json[], more: Partial<NeutralLeaf> = {}): NeutralLeaf => ({
  attr: 'a',
  op,
  values,
  ...more,
});
const of = (...values: readonly Json[]) => values.map((value) => ({ a: value }));

/** Behaviours that the vendors document and their published cases do not all show. */
export const CONDITIONS: readonly ConditionCases[] = [
  {
    title: 'equality keeps types and case apart',
    when: a('in', ['x', 1, true, 'true', '1']),
    holds: of('x', 1, true, 'true', '1', 1.0),
    fails: [...of('X', 'x ', 0, false, null, {}, [], ['X']), {}],
  },
  { title: 'one of nothing is nobody', when: a('in', []), holds: [], fails: of('', 0, null, []) },
  {
    title: 'not one of nothing is everybody',
    when: { not: a('in', []) },
    holds: [...of('x', null), {}],
    fails: [],
  },
  {
    title: 'not equal to something holds for those without it',
    when: { not: a('in', ['x']) },
    holds: [...of('y', null, 1, []), {}],
    fails: of('x', ['y', 'x']),
  },
  {
    title: 'equality of falsy values',
    when: a('in', [0, false, '']),
    holds: of(0, false, '', -0),
    fails: [...of(null, '0', 'false', [], {}), {}],
  },
  {
    title: 'fractions and large numbers',
    when: a('in', [0.1, 1e21, -5]),
    holds: of(0.1, 1e21, -5, -5.0),
    fails: of(0.10000000000000002, 5, '0.1'),
  },
  {
    title: 'equality beyond ASCII, letter by letter',
    when: a('in', ['Zoë', '日本', '👩‍👩‍👧']),
    holds: of('Zoë', '日本', '👩‍👩‍👧'),
    fails: of('Zoe', 'zoë', 'Zoe\u0308', '日', '👩'),
  },
  {
    title: 'equality whatever the case, beyond ASCII too',
    when: a('in_ci', ['ÄRGER', 'straße']),
    holds: of('ärger', 'Ärger', 'STRAßE', ['nobody', 'äRGER']),
    fails: of('arger', 'strasse', 1, null),
  },
  {
    title: 'any element of a list is enough',
    when: a('in', ['x', 2]),
    holds: of(['y', 'x'], [2], [null, 'x'], ['x', 'x']),
    fails: of([], ['y', '2'], [['x']], [{ x: 1 }], [null]),
  },
  {
    title: 'texts that begin, end or hold something',
    when: {
      all: [a('starts_with', ['ab', 'zz']), a('contains', ['c']), a('ends_with', ['de', 'f'])],
    },
    holds: of('abcde', 'abccf', 'zzcf', ['abcde', 'x']),
    fails: of('ABCDE', 'abde', 'abcd', 1, true, null, '', ['ab', 'x']),
  },
  {
    title: 'texts that begin, end or hold something, whatever the case',
    when: {
      all: [
        a('starts_with', ['AB'], { ci: true }),
        a('contains', ['C'], { ci: true }),
        a('ends_with', ['de'], { ci: true }),
      ],
    },
    holds: of('abcde', 'ABCDE', 'aBxCxDe'),
    fails: of('bcde', 'abde', ''),
  },
  {
    title: 'expressions match anywhere unless anchored',
    when: a('matches', ['b\\d+'], { flavor: 're2' }),
    holds: of('b1', 'ab12c', ['x', 'b2']),
    fails: of('B1', 'b', '', 1, null),
  },
  {
    title: 'anchored expressions, alternatives and classes',
    when: a('matches', ['^(foo|ba[rz])$', '^\\w+@example\\.com$'], { flavor: 'js' }),
    holds: of('foo', 'bar', 'baz', 'u1@example.com'),
    fails: of('food', 'a foo', 'u1@example_com', 'ba'),
  },
  {
    title: 'expressions whatever the case',
    when: a('matches', ['^abc'], { ci: true, flavor: 'js' }),
    holds: of('ABCd', 'abc'),
    fails: of('xabc'),
  },
  {
    title: 'expressions of RE2 with names, anchors and classes of its own',
    when: a('matches', ['\\A(?P<word>[[:alpha:]]+)-[[:digit:]]{2}\\z'], { flavor: 're2' }),
    holds: of('abc-12'),
    fails: of('abc-1', 'abc-123', '1-12', 'x abc-12'),
  },
  {
    title: 'expressions of RE2 about lines',
    when: a('matches', ['(?m)^ab$|^c+$', '(?i)^x.y$', '(?s)^1.2$'], { flavor: 're2' }),
    holds: of('ab', 'x\nab\ny', 'x\ncc', 'ccc\nx', 'XxY', '1\n2'),
    fails: of('xab', 'x\nabc\ny', 'x\ncb', '', 'x\ny', '1\n\n2'),
  },
  {
    title: 'expressions that are none match nobody',
    when: a('matches', ['(unclosed'], { flavor: 're2' }),
    holds: [],
    fails: of('(unclosed', 'unclosed', ''),
  },
  {
    title: 'numbers are compared as numbers, and only numbers',
    when: { all: [a('num_gt', [-1.5]), a('num_lte', [10])] },
    holds: of(-1.4, 0, 10, 9.999, [100, 5]),
    fails: [...of(-1.5, 10.001, '5', true, null, [], {}, 'x'), {}],
  },
  {
    title: 'numbers equal or not below',
    when: { any: [a('num_eq', [1.5, 3]), a('num_gte', [1000])] },
    holds: of(1.5, 3, 3.0, 1000, 1e9),
    fails: of(1, 999.9, '3', '1000'),
  },
  {
    title: 'instants whatever their zone and fraction, strictly before',
    when: a('date_before', ['2024-03-01T12:00:00Z']),
    holds: of(
      '2024-03-01T11:59:59.999Z',
      '2024-03-01T12:30:00+01:00',
      '2024-02-29T23:59:59-12:00',
      '2024-03-01T13:59:59.9+02:00',
      1709294399999,
      0,
      -1,
    ),
    fails: [
      ...of(
        '2024-03-01T12:00:00Z',
        '2024-03-01T07:00:00-05:00',
        '2024-03-01T12:00:00.000000Z',
        1709294400000,
        '2024-02-30T00:00:00Z',
        '2024-03-01',
        '2024-02-01T00:00:00',
        'yesterday',
        '1709294399999',
        '',
        true,
        null,
      ),
      {},
    ],
  },
  {
    title: 'strictly after, leap days and years',
    when: a('date_after', ['2024-02-29T00:00:00Z']),
    holds: of('2024-02-29T00:00:00.001Z', '2024-03-01T00:00:00Z', '9999-12-31T23:59:59Z'),
    fails: of(
      '2024-02-29T00:00:00Z',
      '2023-02-29T00:00:00Z',
      '1900-01-01T00:00:00Z',
      '2025-13-01T00:00:00Z',
    ),
  },
  {
    title: 'versions have the order of SemVer 2.0',
    when: a('semver_lt', ['1.0.0-beta.11']),
    holds: of(
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '0.9.9',
      '1.0.0-1',
    ),
    fails: [
      ...of(
        '1.0.0-beta.11',
        '1.0.0-beta.11+build',
        '1.0.0-rc.1',
        '1.0.0',
        '1.0.1-alpha',
        'x',
        '',
        '1.0.0.0',
        '01.0.0',
        '1.0.0-01',
        ' 0.1.0',
        null,
      ),
      {},
    ],
  },
  {
    title: 'prereleases of hyphens, digits and capitals have their order too',
    when: {
      any: [a('semver_lt', ['1.0.0--']), a('semver_gt', ['1.0.0-1.-1'])],
    },
    holds: of('1.0.0-9999', '1.0.0-0', '0.9.99', '1.0.0-1.-2', '1.0.0-1.a', '1.0.0-r2', '1.0.0'),
    fails: of('1.0.0-1.-1.', 'one', '1.0.0-'),
  },
  {
    title: 'a number that only text says is no instant, and no version',
    when: {
      any: [
        a('date_after', [1512543600000]),
        a('date_before', ['2017-12-06T07:00:00Z']),
        a('semver_gte', ['0']),
      ],
    },
    holds: of(1512543600001, '2017-12-06T00:00:00.001-07:00', 1512543599999, '0.0.0', 'v1', '2'),
    fails: of(
      '00:00:00.000-07.00',
      '2017-12-06X00:00:00.000-07:00',
      1512543600000,
      1.5e300,
      '2.0.0.0',
      '02.0.0',
      {},
      true,
    ),
  },
  {
    title: 'versions are equal whatever their build',
    when: a('semver_eq', ['1.2.3', '2.0.0-rc.1+5']),
    holds: of('1.2.3', '1.2.3+abc', '2.0.0-rc.1', '2.0.0-rc.1+x.y', ['0.0.1', '1.2.3']),
    fails: of('1.2.30', '1.2.3-0', '2.0.0', '2.0.0-RC.1', '1.2.3+', 'v'),
  },
  {
    title: 'versions with numbers beyond a double',
    when: a('semver_gt', ['1.0.99999999999999999998']),
    holds: of('1.0.99999999999999999999', '1.1.0'),
    fails: of('1.0.99999999999999999998', '1.0.9'),
  },
  {
    title: 'versions in a caret or tilde range',
    when: {
      any: [
        a('semver_caret', ['1.2.3']),
        a('semver_tilde', ['3.4.5']),
        a('semver_caret', ['0.2.3']),
      ],
    },
    holds: of('1.2.3', '1.9.0', '3.4.5', '3.4.99', '0.2.9'),
    fails: of('1.2.2', '2.0.0', '3.5.0', '3.4.4', '0.3.0', '1.2.3-beta'),
  },
  {
    title: 'addresses in blocks',
    when: a('cidr', ['10.1.0.0/16', '192.168.1.7', '2001:db8::/32']),
    holds: of('10.1.255.3', '192.168.1.7', '2001:db8::1', '2001:0DB8:0:0::ff', [
      '8.8.8.8',
      '10.1.0.0',
    ]),
    fails: of(
      '10.2.0.1',
      '192.168.1.8',
      '2001:db9::1',
      '10.1',
      '10.1.0.0/16',
      'x',
      '',
      167837697,
      '010.1.0.1',
      '256.1.1.1',
    ),
  },
  {
    title: 'every address of a family',
    when: a('cidr', ['0.0.0.0/0']),
    holds: of('0.0.0.0', '255.255.255.255'),
    fails: of('::1', 'localhost'),
  },
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
  { title: 'all of nothing is everybody', when: { all: [] }, holds: [{}], fails: [] },
  { title: 'any of nothing is nobody', when: { any: [] }, holds: [], fails: [{}] },
  {
    title: 'conditions within conditions',
    when: {
      any: [
        { all: [a('in', ['x']), { not: { attr: 'b', op: 'in', values: [1] } }] },
        {
          not: {
            any: [
              { attr: 'a', op: 'exists' },
              { attr: 'b', op: 'exists' },
            ],
          },
        },
      ],
    },
    holds: [{ a: 'x' }, { a: 'x', b: 2 }, {}, { c: 1 }],
    fails: [{ a: 'x', b: 1 }, { a: 'y' }, { b: 2 }],
  },
  {
    title: 'lists that are equal as a whole',
    when: { attr: 'a', op: 'eq_json', value: [1, 'x', true] },
    holds: of([1, 'x', true]),
    fails: of([1, 'x'], ['x', 1, true], [1, 'x', true, 0], 1, null, ['1', 'x', true], {}),
  },
  {
    title: 'an empty list that is equal as a whole',
    when: { attr: 'a', op: 'eq_json', value: [] },
    holds: of([]),
    fails: [...of([1], 'x', null, 0, {}), {}],
  },
  {
    title: 'values of types that an operator does not take match nobody',
    when: {
      any: [
        a('num_gt', ['5', null]),
        a('starts_with', [1]),
        a('semver_eq', [2, true]),
        a('date_before', ['soon', null]),
        a('cidr', ['nowhere']),
        a('unheard-of', ['x']),
      ],
    },
    holds: [],
    fails: of(10, '1', 'x', '2.0.0', '1999-01-01T00:00:00Z', '10.0.0.1'),
  },
];
