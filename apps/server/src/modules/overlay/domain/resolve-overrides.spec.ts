import type { OverridableFlag } from '@sluice/evaluator';
import { overlayOf } from './overlay-of.js';
import { shutdownSourcesOf, shutdownWarning } from './override-sources.js';
import { resolveOverrides } from './resolve-overrides.js';

const boolean = (key: string): OverridableFlag => ({
  key,
  type: 'boolean',
  variants: { on: true, off: false },
});
const set = (entries: Record<string, string> = {}) => new Map(Object.entries(entries));

describe('resolveOverrides', () => {
  it('lets the file beat the environment', () => {
    const sources = { file: set({ A: 'off' }), env: set({ SLUICE_FLAG_A: 'on' }) };
    expect(resolveOverrides([boolean('a')], sources)).toEqual({
      overrides: { a: 'off' },
      warnings: [],
    });
  });

  it('ignores a bare name for a flag that is not boolean, and says what to use', () => {
    const colour: OverridableFlag = { key: 'colour', type: 'string', variants: { blue: 'b' } };
    const { overrides, warnings } = resolveOverrides([colour], {
      file: set({}),
      env: set({ COLOUR: 'blue' }),
    });
    expect(overrides).toEqual({});
    expect(warnings).toEqual([expect.stringMatching(/COLOUR is ignored.*SLUICE_FLAG_COLOUR/)]);
  });

  it('falls back to the environment where the file says nothing usable, and warns', () => {
    const sources = { file: set({ A: 'perhaps' }), env: set({ A: 'yes' }) };
    const { overrides, warnings } = resolveOverrides([boolean('a')], sources);
    expect(overrides).toEqual({ a: 'on' });
    expect(warnings).toEqual([expect.stringContaining('A is ignored')]);
  });

  it('never repeats a value that it ignores: it may be a secret', () => {
    const { warnings } = resolveOverrides([boolean('a')], {
      file: set(),
      env: set({ A: 'hunter2' }),
    });
    expect(warnings.join()).not.toContain('hunter2');
  });

  it('overrides all flags that map to one variable, and names them', () => {
    const flags = [boolean('a.b'), boolean('a-b'), boolean('c')];
    const { overrides, warnings } = resolveOverrides(flags, {
      file: set(),
      env: set({ A_B: '1' }),
    });
    expect(overrides).toEqual({ 'a-b': 'on', 'a.b': 'on' });
    expect(warnings).toEqual(['A_B overrides several flags: a-b, a.b.']);
  });
});

describe('overlayOf', () => {
  it('has an id that depends on what it says and not on the order in which it says it', () => {
    const parts = { shutdown: false, watch: [] };
    const id = (overrides: Record<string, string>) => overlayOf({ ...parts, overrides }).id;
    expect(id({ a: 'on', b: 'off' })).toBe(id({ b: 'off', a: 'on' }));
    const ids = [
      id({}),
      id({ a: 'on' }),
      id({ a: 'off' }),
      overlayOf({ ...parts, overrides: {}, shutdown: true }).id,
    ];
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((text) => /^[0-9a-z]+$/.test(text))).toBe(true);
  });
});

describe('shutdownSourcesOf', () => {
  it('takes the words that mean yes, from either source', () => {
    const engaged = set({ EMERGENCY_SHUTDOWN: 'Yes' });
    expect(shutdownSourcesOf({ file: engaged, env: set({ EMERGENCY_SHUTDOWN: 'true' }) })).toEqual([
      'file',
      'env',
    ]);
    const warned = (word: string) =>
      shutdownWarning({ file: set({ EMERGENCY_SHUTDOWN: word }), env: set() });
    expect(['true', 'off', ''].map(warned)).toEqual([null, null, null]);
    expect(warned('ture')).toContain('shuts nothing down');
    expect(shutdownSourcesOf({ file: set({ EMERGENCY_SHUTDOWN: 'false' }), env: set() })).toEqual(
      [],
    );
    expect(
      shutdownSourcesOf({ file: set({ EMERGENCY_SHUTDOWN: 'nonsense' }), env: set() }),
    ).toEqual([]);
  });
});
