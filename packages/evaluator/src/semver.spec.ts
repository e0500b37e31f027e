import { caretLimit, compareSemVer, parseSemVer, tildeLimit, type SemVer } from './semver.js';

const version = (text: string): SemVer => {
  const parsed = parseSemVer(text);
  if (parsed === null) throw new Error(`not a version: ${text}`);
  return parsed;
};

describe('semver', () => {
  it('orders versions as SemVer 2.0 does, numbers beyond 2^53 too', () => {
    const ascending = [
      '0.0.0-0',
      '0.0.0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      'v1',
      '1.0.1',
      '1.2',
      '1.10.0',
      '9007199254740992.0.0',
      '9007199254740993.0.0',
    ].map(version);
    for (const [i, a] of ascending.entries())
      for (const [j, b] of ascending.entries())
        expect(Math.sign(compareSemVer(a, b))).toBe(Math.sign(i - j));
  });

  it('ignores build metadata and absent parts', () => {
    expect(compareSemVer(version('1.2'), version('v1.2.0+build.7'))).toBe(0);
  });

  it.each([
    '',
    '1.2.3.4',
    '01.2.3',
    '1.02.3',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3+',
    'V1.2.3',
    ' 1.2.3',
    '1..2',
    '-1',
    'x',
  ])('does not take %j for a version', (text) => {
    expect(parseSemVer(text)).toBeNull();
  });

  it.each([
    ['1.2.3', '2.0.0', '1.3.0'],
    ['0.2.3', '0.3.0', '0.3.0'],
    ['0.0.3', '0.0.4', '0.1.0'],
    ['0', '0.0.1', '0.1.0'],
  ])('ends the ^ range of %s at %s and its ~ range at %s', (from, caret, tilde) => {
    expect(caretLimit(version(from))).toEqual(version(caret));
    expect(tildeLimit(version(from))).toEqual(version(tilde));
  });
});
