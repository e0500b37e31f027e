import { checkRegularExpression } from './check-regular-expression.js';
import { compileRegularExpression } from './compile-regular-expression.js';

const isAccepted = (source: string, caseInsensitive = false): boolean =>
  checkRegularExpression(source, caseInsensitive).ok;

describe('checkRegularExpression', () => {
  it.each([
    '',
    'e{2}',
    '^v?\\d+',
    '^[a-z]+@x\\.io$',
    '^[^@]+@[^@]+$',
    '(?:foo|bar|baz)+-\\d{1,3}',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '.*foo',
    'foo.*',
    '^\\w+\\s\\w+$',
    '(?<year>\\d{4})-\\d{2}',
    '^\\p{L}+$',
    '[\\u{1F600}-\\u{1F64F}]',
    '\\uD83D\\uDE00',
    '^(beta|canary)\\.[a-z0-9-]+\\.example\\.com$',
    '\\bpro\\b',
    '[\\]\\-a]+x',
    'a|b|',
  ])('accepts %s', (source) => {
    expect(checkRegularExpression(source, false)).toEqual({ ok: true });
    expect(checkRegularExpression(source, true)).toEqual({ ok: true });
  });

  it.each([
    ['(', 'it does not compile'],
    ['\\-', 'it does not compile'],
    ['a{3', 'it does not compile'],
    ['(a)\\1', 'it has a backreference'],
    ['(?<n>a)\\k<n>', 'it has a backreference'],
    ['(?=a)b', 'it has a look-around'],
    ['(?!a)b', 'it has a look-around'],
    ['(?<=a)b', 'it has a look-around'],
    ['(?<!a)b', 'it has a look-around'],
    ['(a+)+', 'an unbounded repetition holds another'],
    ['((a*){2,}b)', 'an unbounded repetition holds another'],
    ['(a?)*', 'an unbounded repetition can match nothing'],
    ['a*a*', 'two unbounded repetitions overlap'],
    ['\\d+\\w*$', 'two unbounded repetitions overlap'],
    ['^.*foo.*$', 'two unbounded repetitions overlap'],
    ['\\d+-?\\d+', 'two unbounded repetitions overlap'],
    ['(\\w*x){3}', 'two unbounded repetitions overlap'],
    ['(a|b*)(c|b*)', 'two unbounded repetitions overlap'],
    ['(a|a)*$', 'an unbounded repetition matches one text in several ways'],
    ['(a|ab|b)*$', 'an unbounded repetition matches one text in several ways'],
    ['(a{1,3})*$', 'an unbounded repetition matches one text in several ways'],
    ['(a?){30}a{30}', 'its optional parts overlap'],
    ['(a|a){30}$', 'its optional parts overlap'],
    ['.{0,500}x.{0,500}y', 'its optional parts overlap'],
    ['x'.repeat(513), 'it has 513 characters'],
  ])('refuses %s', (source, reason) => {
    const check = checkRegularExpression(source, false);
    expect(check).toEqual({ ok: false, reason: expect.stringContaining(reason) as string });
  });

  it('knows that ignoring case makes repetitions overlap', () => {
    expect(isAccepted('[a-z]+[A-Z]+$')).toBe(true);
    expect(isAccepted('[a-z]+[A-Z]+$', true)).toBe(false);
    expect(isAccepted('[k]+[\\u212a]+$', true)).toBe(false);
  });

  it('refuses nesting that its own reading could not survive', () => {
    expect(isAccepted(`${'('.repeat(250)}a${')'.repeat(250)}`)).toBe(true);
    expect(isAccepted('(?:'.repeat(120) + 'a*' + ')*'.repeat(120))).toBe(false);
  });

  it('lets only those through that finish on the texts that hurt most', () => {
    const hostile = ['(a|b|ab)*c', '^(\\w+\\s?)*$', '(x+x+)+y', '.*.*=.*', '^(([a-z])+.)+[A-Z]$'];
    const slow = ['\\s+$', '.*foo', '[a-z]*z', '^[a-z]{0,100}[a-z]{0,100}x!y'];
    const texts = ['a', 'ab', 'x', 'z', ' '].map((part) => `${part.repeat(4095 / part.length)}!`);
    const matching: string[] = [];
    for (const source of [...hostile, ...slow]) {
      const compiled = compileRegularExpression(source, false);
      if (!compiled.ok) continue;
      for (const text of texts)
        if (compiled.expression.test(text)) matching.push(`${source} on ${text.charAt(0)}`);
    }
    expect(hostile.filter((source) => isAccepted(source))).toEqual([]);
    expect(slow.filter((source) => !isAccepted(source))).toEqual([]);
    expect(matching).toEqual(['[a-z]*z on z']);
  });
});
