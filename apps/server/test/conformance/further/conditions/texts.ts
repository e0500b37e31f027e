import { a, of, type ConditionCases } from './condition-cases.js';

/** What texts begin with, hold and match. */
export const TEXTS: readonly ConditionCases[] = [
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
    title: 'expressions of RE2 with escapes that nothing needs, quotes and lone braces',
    when: a(
      'matches',
      ['^a\\@b\\-c\\_\\"d$', '^\\Qa.b[\\E$', '^a{,5}b}\\]$', '^\\x{1F600}\\x41\\a$', '(?U)^x+y$'],
      { flavor: 're2' },
    ),
    holds: of('a@b-c_"d', 'a.b[', 'a{,5}b}]', '😀A\u0007', 'xxy'),
    fails: of('a\\@b', 'axb[', 'aaab', 'x{1F600}A', 'y'),
  },
  {
    title: 'expressions of RE2 about scripts and kinds of letters',
    when: a('matches', ['^\\p{Greek}+$', '^\\pL\\PL$', '^\\p{Lu}\\p{Nd}$'], { flavor: 're2' }),
    holds: of('αβγ', 'é1', 'É1'),
    fails: of('abc', '1é', 'αb'),
  },
  {
    title: 'expressions of JavaScript that only flag u refuses',
    when: a('matches', ['^[\\w\\.-\\@\\_]+\\@x\\.org$', '^[\\w-.]{2}\\:{$', '^\\-]$'], {
      flavor: 'js',
    }),
    holds: of('a.b_c@x.org', 'a-:{', '-]'),
    fails: of('a@x-org', 'a b:{', '\\-]'),
  },
  {
    title: 'expressions that are none match nobody',
    when: a('matches', ['(unclosed'], { flavor: 're2' }),
    holds: [],
    fails: of('(unclosed', 'unclosed', ''),
  },
];
