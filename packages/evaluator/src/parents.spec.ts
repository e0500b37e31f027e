import { compile } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Flag } from './index.js';

const ON: Partial<Flag> = { fallthrough: { variant: 'on' } };
const GENERAL = { value: false, variant: 'off', reason: 'ERROR', errorCode: 'GENERAL' };
const CYCLE = { value: false, variant: 'off', reason: 'ERROR', errorCode: 'PREREQUISITE_CYCLE' };

describe('parents', () => {
  const child = (key: string, ...parents: string[]): Flag =>
    flagOf(key, { ...ON, prerequisites: parents.map((flag) => ({ flag })) });

  it('answers a chain of 1,000 parents, and gives up at 1,001', () => {
    const chain = Array.from({ length: 1002 }, (_, i) =>
      i === 0 ? flagOf('f0', ON) : child(`f${i}`, `f${i - 1}`),
    );
    const evaluator = compile(snapshotOf(chain));
    expect(evaluator.isEnabled('f1000', {}, 0)).toBe(true);
    expect(evaluator.evaluate('f1001', {}, 0)).toEqual({ flag: 'f1001', ...GENERAL });
  });

  it('does not hang on a graph that doubles at every level', () => {
    const flags = Array.from({ length: 60 }, (_, i) =>
      i === 0 ? flagOf('f0', ON) : child(`f${i}`, `f${i - 1}`, `f${i - 1}`),
    );
    const evaluator = compile(snapshotOf(flags));
    expect(evaluator.evaluate('f59', {}, 0)).toEqual({ flag: 'f59', ...GENERAL });
    expect(evaluator.isEnabled('f8', {}, 0)).toBe(true);
  });

  it('tells a diamond from a circle', () => {
    const evaluator = compile(
      snapshotOf([
        flagOf('top', ON),
        child('left', 'top'),
        child('right', 'top'),
        child('bottom', 'left', 'right'),
      ]),
    );
    expect(evaluator.isEnabled('bottom', {}, 0)).toBe(true);
  });

  it('serves PREREQUISITE_CYCLE in a circle and wherever one is reached, through conditions too', () => {
    const condition = { flag: 'a', negate: true };
    const evaluator = compile(
      snapshotOf([
        child('a', 'b'),
        child('b', 'a'),
        child('self', 'self'),
        child('below', 'a'),
        flagOf('asks', { ...ON, rules: [onRule({ conditions: [condition] })] }),
        flagOf('disabled', { ...ON, enabled: false, prerequisites: [{ flag: 'a' }] }),
      ]),
    );
    for (const key of ['a', 'b', 'self', 'below', 'asks', 'a'])
      expect(evaluator.evaluate(key, {}, 0)).toEqual({ flag: key, ...CYCLE });
    expect(evaluator.evaluate('disabled', {}, 0)).toMatchObject({ reason: 'DISABLED' });
  });

  it('fails every form of prerequisite on a parent that does not exist, until it does', () => {
    const forms = [
      { flag: 'p' },
      { flag: 'p', state: 'off' as const },
      { flag: 'p', variants: ['off'] },
    ];
    const flags = forms.map((form, i) => flagOf(`f${i}`, { ...ON, prerequisites: [form] }));
    const evaluator = compile(snapshotOf(flags));
    const states = () => flags.map(({ key }) => evaluator.isEnabled(key, {}, 0));
    expect(states()).toEqual([false, false, false]);
    evaluator.apply([{ put: flagOf('p', { hidden: true }) }], 2);
    expect(states()).toEqual([false, true, true]);
    expect(evaluator.evaluate('p', {}, 0)).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    evaluator.apply([{ drop: 'p' }], 3);
    expect(states()).toEqual([false, false, false]);
    expect(evaluator.revision).toBe(3);
    expect(evaluator.keys()).toEqual(['f0', 'f1', 'f2']);
  });
});
