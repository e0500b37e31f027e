import { differenceLines } from './difference-lines.js';
import { createPaint } from '../terminal/paint.js';
import { jsonDiff } from './json-diff.js';

describe('jsonDiff', () => {
  it('finds nothing between equal values, whatever objects they are', () => {
    const value = { a: [1, 'x'], b: [{ id: 'r', c: null }] };
    expect(jsonDiff(value, structuredClone(value))).toEqual([]);
  });

  it('matches elements by id, so that a rule put first changes no other', () => {
    const before = { rules: [{ id: 'a', percentage: 10 }] };
    const after = { rules: [{ id: 'b' }, { id: 'a', percentage: 20 }] };
    expect(jsonDiff(before, after)).toEqual([
      { path: 'rules[b]', before: undefined, after: { id: 'b' } },
      { path: 'rules[a].percentage', before: 10, after: 20 },
    ]);
  });

  it('tells a list from an object, and a list of values as a whole', () => {
    expect(jsonDiff({ a: [] }, { a: {} })).toEqual([{ path: 'a', before: [], after: {} }]);
    expect(jsonDiff({ ids: ['x', 'y'] }, { ids: ['y', 'z'] })).toEqual([
      { path: 'ids', before: ['x', 'y'], after: ['y', 'z'] },
    ]);
  });

  it('is shown in words: what was added to a list, and rules as sentences', () => {
    const rule = { id: 'r', conditions: [{ segment: 'staff' }], serve: { variant: 'on' } };
    const differences = jsonDiff(
      { ids: ['x', 'y'], rules: [] },
      { ids: ['y', 'z'], rules: [rule] },
    );
    expect(differenceLines(differences, createPaint(false)).map(({ ansi }) => ansi)).toEqual([
      '~ ids: added ["z"], removed ["x"]',
      '+ rules[r]: segment staff: everyone gets on',
    ]);
  });
});
