import { parseOverrideLines } from './parse-override-lines.js';

describe('parseOverrideLines', () => {
  it('reads assignments, skipping comments and blank lines of any line ending', () => {
    const text = '\uFEFF# notes\r\n\r\nA=1\n export B = yes # really \rC="x # y"\nD=\'z\'\nE=\n';
    expect([...parseOverrideLines(text).variables]).toEqual([
      ['A', '1'],
      ['B', 'yes'],
      ['C', 'x # y'],
      ['D', 'z'],
      ['E', ''],
    ]);
  });

  it('takes the last of two assignments and names the lines that are none', () => {
    const { variables, malformed } = parseOverrideLines('A=1\nnonsense\nA=2\n1X=3');
    expect(variables.get('A')).toBe('2');
    expect(malformed).toEqual([2, 4]);
  });

  it('finds nothing in an empty file', () => {
    expect(parseOverrideLines('')).toEqual({ variables: new Map(), malformed: [] });
  });
});
