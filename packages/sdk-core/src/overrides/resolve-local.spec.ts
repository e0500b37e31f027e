import { aFlag } from '../testing/index.js';
import type { OverrideSources } from './override-sources.js';
import { resolveLocal } from './resolve-local.js';
import { VariableIndex } from './variable-index.js';

const FLAGS: Readonly<Record<string, unknown>> = {
  phase_4: aFlag('phase_4', 1),
  copy: aFlag('copy', 1, {
    type: 'string',
    variants: { Buy: 'Buy', Get: 'Get' },
    offVariant: null,
  }),
  debug: aFlag('debug', 1),
  'a-b': aFlag('a-b', 1),
  'a.b': aFlag('a.b', 1),
  broken: 5,
};

function resolve(given: { file?: object; env?: object; code?: object }) {
  const map = <T>(record: object = {}) => new Map(Object.entries(record) as [string, T][]);
  const sources: OverrideSources = {
    file: map(given.file),
    env: map(given.env),
    code: map(given.code),
  };
  const warnings: string[] = [];
  const directory = {
    index: new VariableIndex(Object.keys(FLAGS)),
    flag: (key: string) => (Object.hasOwn(FLAGS, key) ? FLAGS[key] : undefined),
  };
  const { shutdown, overrides } = resolveLocal(sources, directory, (line) => warnings.push(line));
  return { shutdown, overrides, warnings };
}

const from = (source: string, variant: string) => ({ source, variant });

describe('resolveLocal', () => {
  it.each([
    ['true', 'on'],
    ['YES', 'on'],
    ['1', 'on'],
    [' On ', 'on'],
    ['false', 'off'],
    ['No', 'off'],
    ['0', 'off'],
  ])('takes the word %s for a boolean flag', (word, variant) => {
    expect(resolve({ env: { PHASE_4: word } }).overrides).toEqual({
      phase_4: from('env', variant),
    });
  });

  it('lets the file beat the environment, and that beat the code', () => {
    const all = { file: { PHASE_4: '0' }, env: { PHASE_4: '1' }, code: { phase_4: true } };
    expect(resolve(all).overrides).toEqual({ phase_4: from('file', 'off') });
    expect(resolve({ ...all, file: {} }).overrides).toEqual({ phase_4: from('env', 'on') });
    expect(resolve({ code: { phase_4: false } }).overrides).toEqual({
      phase_4: from('code', 'off'),
    });
  });

  it('lets SLUICE_FLAG_ beat the bare name within a source, not across', () => {
    const env = { SLUICE_FLAG_PHASE_4: 'off', PHASE_4: 'true' };
    expect(resolve({ env }).overrides).toEqual({ phase_4: from('env', 'off') });
    expect(resolve({ env, file: { PHASE_4: 'on' } }).overrides).toEqual({
      phase_4: from('file', 'on'),
    });
  });

  it('overrides flags of other types by SLUICE_FLAG_ and the name of a variant only', () => {
    expect(resolve({ env: { SLUICE_FLAG_COPY: 'Get' } }).overrides).toEqual({
      copy: from('env', 'Get'),
    });
    const bare = resolve({ env: { COPY: 'Get' } });
    expect(bare.overrides).toEqual({});
    expect(bare.warnings).toEqual([expect.stringMatching(/^COPY .*SLUICE_FLAG_COPY/)]);
    const wrong = resolve({ env: { SLUICE_FLAG_COPY: 'Sell' } });
    expect(wrong.overrides).toEqual({});
    expect(wrong.warnings).toEqual([expect.stringMatching(/SLUICE_FLAG_COPY .*Buy, Get/)]);
  });

  it('ignores any other text with a warning that names the variable but not its value', () => {
    const { overrides, warnings } = resolve({ env: { PHASE_4: 'hunter2' } });
    expect(overrides).toEqual({});
    expect(warnings).toEqual([expect.stringMatching(/^PHASE_4 in the environment/)]);
    expect(warnings[0]).not.toContain('hunter2');
  });

  it('never takes a variable that means something else', () => {
    expect(resolve({ env: { DEBUG: 'true' } })).toMatchObject({ overrides: {}, warnings: [] });
    expect(resolve({ env: { SLUICE_FLAG_DEBUG: 'off' } }).overrides).toEqual({
      debug: from('env', 'off'),
    });
  });

  it('overrides all flags that one variable stands for, with a warning', () => {
    const { overrides, warnings } = resolve({ env: { A_B: 'off' } });
    expect(Object.keys(overrides)).toEqual(['a-b', 'a.b']);
    expect(warnings).toEqual([expect.stringMatching(/several flags \(a-b, a\.b\)/)]);
  });

  it.each(['file', 'env', 'code'])('shuts down by EMERGENCY_SHUTDOWN in %s', (source) => {
    expect(resolve({ [source]: { EMERGENCY_SHUTDOWN: 'true' } }).shutdown).toBe(true);
    expect(resolve({ [source]: { EMERGENCY_SHUTDOWN: 'false' } }).shutdown).toBe(false);
  });

  it('warns about a shutdown it does not understand', () => {
    const { shutdown, warnings } = resolve({ env: { EMERGENCY_SHUTDOWN: 'maybe' } });
    expect([shutdown, warnings.length]).toEqual([false, 1]);
  });

  it('warns about names that stand for nothing', () => {
    expect(resolve({ env: { SLUICE_FLAG_NOPE: 'on' } }).warnings).toHaveLength(1);
    expect(resolve({ code: { nope: true } }).warnings).toHaveLength(1);
    expect(resolve({ code: { copy: true } }).warnings).toHaveLength(1);
    expect(resolve({ env: { BROKEN: 'true' } })).toMatchObject({ overrides: {} });
  });
});
