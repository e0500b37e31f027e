import { a, of, type ConditionCases } from './condition-cases.js';

/** Equality with one of some values. */
export const EQUALITY: readonly ConditionCases[] = [
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
];
