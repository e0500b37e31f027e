import { a, of, type ConditionCases } from './condition-cases.js';

/** Conditions within conditions, lists as a whole, and values that do not fit their operator. */
export const COMBINATIONS: readonly ConditionCases[] = [
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
