import { a, of, type ConditionCases } from './condition-cases.js';

/** The order of versions, and their ranges. */
export const VERSIONS: readonly ConditionCases[] = [
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
];
