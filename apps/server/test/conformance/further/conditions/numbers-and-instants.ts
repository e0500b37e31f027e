import { a, of, type ConditionCases } from './condition-cases.js';

/** The order of numbers and of instants. */
export const NUMBERS_AND_INSTANTS: readonly ConditionCases[] = [
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
];
