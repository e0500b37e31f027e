import { compile } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';

describe('affectedBy', () => {
  const evaluator = compile(
    snapshotOf([
      flagOf('plain'),
      flagOf('parent', { hidden: true }),
      flagOf('child', { prerequisites: [{ flag: 'parent' }] }),
      flagOf('grandchild', { rules: [onRule({ conditions: [{ not: { flag: 'child' } }] })] }),
    ]),
  );

  it('names the flags themselves and those that name them, at any distance', () => {
    expect(evaluator.affectedBy(['child']).toSorted()).toEqual(['child', 'grandchild']);
  });

  it('names the visible children of a hidden flag in its place', () => {
    expect(evaluator.affectedBy(['parent']).toSorted()).toEqual(['child', 'grandchild']);
  });

  it('names nothing for flags that do not exist', () => {
    expect(evaluator.affectedBy(['nobody'])).toEqual([]);
    expect(evaluator.affectedBy([])).toEqual([]);
  });
});
