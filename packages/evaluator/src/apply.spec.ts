import { compile, hashedId } from './index.js';
import { flagOf, onRule, snapshotOf } from './testing/flag-of.js';
import type { Change, Segment } from './index.js';

const segment = (parts: Partial<Segment> = {}): Segment => ({
  key: 's',
  version: 1,
  included: [],
  excluded: [],
  rules: [],
  ...parts,
});
const member = flagOf('f', { rules: [onRule({ conditions: [{ segment: 's' }] })] });
const outsider = flagOf('g', { rules: [onRule({ conditions: [{ segment: 's', negate: true }] })] });
const change = (list: 'included' | 'excluded', add: never[], remove: never[]): Change => ({
  segmentIds: { key: 's', version: 2, list, add, remove },
});

describe('apply', () => {
  it('adds to and removes from the plain lists of a segment', () => {
    const evaluator = compile(snapshotOf([member], [segment({ included: ['u1', 'u2'] })]));
    const inside = () => ['u1', 'u2', 'u3'].filter((id) => evaluator.isEnabled('f', { id }, 0));
    expect(inside()).toEqual(['u1', 'u2']);
    evaluator.apply([change('included', ['u3'] as never[], ['u1'] as never[])], 2);
    expect(inside()).toEqual(['u2', 'u3']);
  });

  it('adds to and removes from the hashed lists of a segment', () => {
    const seeds = [7, 8] as const;
    const hash = (id: string): never => hashedId(id, seeds) as never;
    const included = { seeds, hashes: [hash('u1'), hash('u2')] };
    const evaluator = compile(snapshotOf([member], [segment({ included })]));
    const inside = () => ['u1', 'u2', 'u3'].filter((id) => evaluator.isEnabled('f', { id }, 0));
    expect(inside()).toEqual(['u1', 'u2']);
    evaluator.apply([change('included', [hash('u3')], [hash('u1')])], 2);
    expect(inside()).toEqual(['u2', 'u3']);
  });

  it('leaves the snapshot it was compiled from alone', () => {
    const included = ['u1'];
    const evaluator = compile(snapshotOf([member], [segment({ included })]));
    evaluator.apply([change('included', ['u2'] as never[], ['u1'] as never[])]);
    expect(included).toEqual(['u1']);
  });

  it('lets a segment come, be poisoned and go under the rules that name it', () => {
    const evaluator = compile(snapshotOf([member, outsider]));
    const both = () => [
      evaluator.isEnabled('f', { id: 'u1' }, 0),
      evaluator.isEnabled('g', { id: 'u1' }, 0),
    ];
    expect(both()).toEqual([false, false]);
    evaluator.apply([{ putSegment: segment({ included: ['u1'] }) }]);
    expect(both()).toEqual([true, false]);
    evaluator.apply([{ putSegment: segment({ excluded: ['u1'] }) }]);
    expect(both()).toEqual([false, true]);
    evaluator.apply([{ putSegment: segment({ needs: 2 }) }]);
    expect(both()).toEqual([false, false]);
    evaluator.apply([{ putSegment: segment({ rules: [{ conditions: [{ segment: 's' }] }] }) }]);
    expect(both()).toEqual([false, false]);
    evaluator.apply([{ putSegment: segment() }]);
    expect(both()).toEqual([false, true]);
    evaluator.apply([{ dropSegment: 's' }]);
    expect(both()).toEqual([false, false]);
    expect(evaluator.flagsUsingSegment('s')).toEqual(['f', 'g']);
  });

  it('poisons a rule that names a segment without needing it', () => {
    const conditions = [{ any: [{ all: [] }, { segment: 's' }] }];
    const rule = onRule({ conditions, rollout: { seed: 1, range: [0, 99_999] } });
    const flags = [
      flagOf('f', { rules: [onRule({ conditions })] }),
      flagOf('g', { rules: [rule] }),
    ];
    const evaluator = compile(snapshotOf(flags, [segment()]));
    const both = () => ['f', 'g'].map((key) => evaluator.isEnabled(key, { id: 'u1' }, 0));
    expect(both()).toEqual([true, true]);
    evaluator.apply([{ putSegment: segment({ needs: 2 }) }]);
    expect(both()).toEqual([false, false]);
  });

  it('takes changes at once, in order, and keeps its revision where none is given', () => {
    const evaluator = compile(snapshotOf([]));
    evaluator.apply([{ put: flagOf('a') }, { drop: 'a' }, { put: flagOf('b') }]);
    expect([evaluator.keys(), evaluator.revision]).toEqual([['b'], 1]);
  });
});

describe('shutdown and overrides', () => {
  const on = { fallthrough: { variant: 'on' } };
  const snapshot = snapshotOf([flagOf('a', on), flagOf('b', { ...on, onShutdown: 'keep' })], [], {
    overrides: { a: 'off' },
  });

  it('begin with the overrides of the snapshot and go with the next overlay', () => {
    const evaluator = compile(snapshot);
    expect(evaluator.evaluate('a', {}, 0)).toMatchObject({
      reason: 'OVERRIDE',
      override: 'server',
    });
    evaluator.setOverlay({ shutdown: false, overrides: {} });
    expect(evaluator.isEnabled('a', {}, 0)).toBe(true);
    evaluator.setOverlay({ shutdown: false, overrides: { b: 'off' } });
    expect([evaluator.isEnabled('a', {}, 0), evaluator.isEnabled('b', {}, 0)]).toEqual([
      true,
      false,
    ]);
  });

  it('of any of the three kinds shut down, and each only takes back its own', () => {
    const evaluator = compile(snapshot);
    const reasons = () => ['a', 'b'].map((key) => evaluator.evaluate(key, {}, 0).reason);
    evaluator.apply([{ shutdown: true }]);
    expect(reasons()).toEqual(['SHUTDOWN', 'STATIC']);
    evaluator.setOverlay({ shutdown: true, overrides: {} });
    evaluator.apply([{ shutdown: false }]);
    expect(reasons()).toEqual(['SHUTDOWN', 'STATIC']);
    evaluator.setLocal({ shutdown: true });
    evaluator.setOverlay({ shutdown: false, overrides: {} });
    expect(reasons()).toEqual(['SHUTDOWN', 'STATIC']);
    evaluator.setLocal({});
    expect(reasons()).toEqual(['STATIC', 'STATIC']);
  });

  it('prefer a local override, but not one that names no variant', () => {
    const evaluator = compile(snapshot, { overrides: { a: { variant: 'on', source: 'env' } } });
    expect(evaluator.evaluate('a', {}, 0)).toMatchObject({ value: true, override: 'env' });
    evaluator.setLocal({ overrides: { a: { variant: 'nonsense', source: 'code' } } });
    expect(evaluator.evaluate('a', {}, 0)).toMatchObject({ value: false, override: 'server' });
  });

  it('are those after a set of changes, also for a flag put while they were different', () => {
    const evaluator = compile(snapshotOf([]));
    evaluator.apply([{ shutdown: true }, { put: flagOf('a', on) }, { shutdown: false }]);
    expect(evaluator.evaluate('a', {}, 0)).toMatchObject({ reason: 'STATIC', value: true });
  });

  it('hold for flags that come later', () => {
    const evaluator = compile(snapshotOf([]), {
      overrides: { a: { variant: 'on', source: 'file' } },
    });
    evaluator.apply([{ put: flagOf('a') }]);
    expect(evaluator.evaluate('a', {}, 0)).toMatchObject({ value: true, override: 'file' });
  });
});
