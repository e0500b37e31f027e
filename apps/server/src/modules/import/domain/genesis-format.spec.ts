import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { murmur3 } from '@sluice/evaluator';
import fc from 'fast-check';
import { readGenesis, type GenesisImport } from './genesis-format.js';

const EXAMPLES = join(__dirname, '../../../../../../examples/genesis');
const example = (name: string): unknown => JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8'));

const FLAG = {
  name: 'beta',
  enabled: true,
  default_value: true,
  rollout_strategy: 'all_at_once',
  rollout_percentage: 0,
  progressive_config: {},
  description: 'A flag',
};
const RAMP = {
  initial_percentage: 5,
  end_percentage: 50,
  start_date: '2025-10-18T00:00:00Z',
  end_date: '2025-10-25T00:00:00+02:00',
};
const fileWith = (flags: Record<string, unknown>): unknown => ({ version: '1.0.0', flags });

function accepted(document: unknown, hierarchy?: unknown): GenesisImport[] {
  const result = readGenesis(document, hierarchy);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
const only = (flag: unknown): GenesisImport => accepted(fileWith({ beta: flag }))[0]!;

function problems(document: unknown, hierarchy?: unknown): [string, string][] {
  const result = readGenesis(document, hierarchy);
  if (result.ok) throw new Error('accepted');
  for (const { message } of result.problems) expect(message).toMatch(/\S/);
  return result.problems.map(({ path, code }) => [path, code]);
}

describe('the genesis file of the example', () => {
  const flags = accepted(example('feature_flags.json'), example('hierarchy.json'));
  const flag = (key: string): GenesisImport =>
    flags.find(({ definition }) => definition.key === key)!;

  it('holds 17 boolean flags in the order of the file', () => {
    expect(flags).toHaveLength(17);
    expect(flags[0]!.definition.key).toBe('orchestration_enabled');
    expect(new Set(flags.map(({ definition }) => definition.type))).toEqual(new Set(['boolean']));
  });

  it('gets risks, parents and shutdown behaviour from the second file', () => {
    expect(flag('aatc_system_enabled').definition).toMatchObject({
      risk: 'high',
      onShutdown: 'off',
      prerequisites: [{ flag: 'phase_4_deployment' }],
    });
    const kept = flags.filter(({ definition }) => definition.onShutdown === 'keep');
    expect(kept.map(({ definition }) => definition.key)).toEqual([
      'security_hardening_enabled',
      'error_handling_enabled',
      'otel_enabled',
    ]);
  });

  it('turns emergency_shutdown into a switch that is on while others are off', () => {
    expect(flag('emergency_shutdown')).toMatchObject({
      definition: { onShutdown: 'off' },
      config: {
        enabled: true,
        offVariant: 'on',
        fallthrough: { variant: 'off' },
        warnings: ['OFF_VARIANT_ON'],
      },
    });
  });

  it('keeps a disabled flag with a schedule disabled', () => {
    const { config } = flag('phase_4_deployment');
    expect(config.enabled).toBe(false);
    expect(config.rules[0]!.rollout!.schedule!.steps).toEqual([
      { at: '2025-10-18T00:00:00Z', percentage: 0 },
      { at: '2025-10-25T00:00:00Z', percentage: 100 },
    ]);
  });

  it('does without the second file', () => {
    const [first] = accepted(example('feature_flags.json'));
    expect(first!.definition).toMatchObject({ risk: 'low', onShutdown: 'off', prerequisites: [] });
  });
});

describe('strategies', () => {
  it.each([true, false])('all_at_once serves default_value %p to everyone', (value) => {
    const { config } = only({ ...FLAG, default_value: value });
    expect(config).toMatchObject({ rules: [], fallthrough: { variant: value ? 'on' : 'off' } });
  });

  it('percentage becomes a rule for everyone with a seed that follows from the key', () => {
    const { config } = only({ ...FLAG, rollout_strategy: 'percentage', rollout_percentage: 12.5 });
    expect(config.rules).toEqual([
      {
        id: 'percentage',
        conditions: [],
        rollout: { seed: murmur3('beta', 0x67656e65), percentage: 12.5 },
        serve: { variant: 'on' },
      },
    ]);
    expect(config.fallthrough).toEqual({ variant: 'off' });
  });

  it('progressive becomes a linear schedule', () => {
    const { config } = only({ ...FLAG, rollout_strategy: 'progressive', progressive_config: RAMP });
    expect(config.rules[0]!.rollout!.schedule).toEqual({
      curve: 'linear',
      steps: [
        { at: RAMP.start_date, percentage: 5 },
        { at: RAMP.end_date, percentage: 50 },
      ],
    });
  });

  it('canary becomes targets and a rule on the region', () => {
    const canary = { canary_users: ['cora'], canary_regions: ['eu-west'] };
    const { config } = only({ ...FLAG, rollout_strategy: 'canary', progressive_config: canary });
    expect(config.targets).toEqual([{ variant: 'on', ids: ['cora'] }]);
    expect(config.rules[0]!.conditions).toEqual([
      { attribute: 'region', operator: 'in', values: ['eu-west'] },
    ]);
    expect(config.fallthrough).toEqual({ variant: 'off' });
  });

  it('canary without anyone in it serves nobody', () => {
    const { config } = only({ ...FLAG, rollout_strategy: 'canary' });
    expect(config).toMatchObject({ targets: [], rules: [], fallthrough: { variant: 'off' } });
  });
});

describe('a file that cannot be imported', () => {
  it('is reported with every problem and its place at once', () => {
    const document = fileWith({
      beta: { ...FLAG, enabled: 'yes', rollout_strategy: 'dice', colour: 'red' },
      gamma: {
        ...FLAG,
        name: 'gamma',
        rollout_strategy: 'progressive',
        progressive_config: { ...RAMP, end_date: '2025-10-01T00:00:00Z' },
      },
    });
    expect(problems(document, { delta: { risk: 'low' }, beta: { risk: 'deadly' } })).toEqual(
      expect.arrayContaining([
        ['/document/flags/beta/enabled', 'INVALID_REQUEST'],
        ['/document/flags/beta/rollout_strategy', 'INVALID_REQUEST'],
        ['/document/flags/beta/colour', 'INVALID_REQUEST'],
        ['/document/flags/gamma/progressive_config/end_date', 'INVALID_SCHEDULE'],
        ['/hierarchy/beta/risk', 'INVALID_REQUEST'],
        ['/hierarchy/delta', 'NOT_FOUND'],
      ]),
    );
  });

  it.each([
    ['a list', []],
    ['null', null],
    ['a text', 'flags'],
    ['flags as a list', { flags: [] }],
    ['another version', { version: '2.0.0', flags: {} }],
    ['an unknown field', { flags: {}, extra: 1 }],
  ])('may be %s', (_, document) => {
    expect(problems(document).length).toBeGreaterThan(0);
  });

  it.each([NaN, Infinity, -1, 100.5, 0.0001, '25'])('may hold the percentage %p', (value) => {
    const flag = { ...FLAG, rollout_strategy: 'percentage', rollout_percentage: value };
    expect(problems(fileWith({ beta: flag }))[0]![0]).toBe(
      '/document/flags/beta/rollout_percentage',
    );
  });

  it('may lack what its strategy needs', () => {
    const flag = { ...FLAG, rollout_strategy: 'progressive' };
    expect(problems(fileWith({ beta: flag })).map(([path]) => path)).toEqual(
      ['initial_percentage', 'end_percentage', 'start_date', 'end_date'].map(
        (field) => `/document/flags/beta/progressive_config/${field}`,
      ),
    );
  });

  it('may have dates without offset', () => {
    const ramp = { ...RAMP, start_date: '2025-10-18 00:00:00' };
    const flag = { ...FLAG, rollout_strategy: 'progressive', progressive_config: ramp };
    expect(problems(fileWith({ beta: flag }))).toEqual([
      ['/document/flags/beta/progressive_config/start_date', 'INVALID_SCHEDULE'],
    ]);
  });

  it('may name a flag twice, or an id twice', () => {
    const canary = { ...FLAG, rollout_strategy: 'canary' };
    expect(
      problems(
        fileWith({
          beta: { ...canary, progressive_config: { canary_users: ['a', 'a'] } },
          gamma: FLAG,
        }),
      ),
    ).toEqual([
      ['/document/flags/beta/progressive_config/canary_users', 'INVALID_REQUEST'],
      ['/document/flags/gamma/name', 'INVALID_REQUEST'],
    ]);
  });

  it('may use the names of prototypes, of which only well-formed keys are flags', () => {
    const text = JSON.stringify(FLAG);
    const poisoned = JSON.parse(`{"flags":{"__proto__":${text}}}`) as unknown;
    expect(problems(poisoned)).toContainEqual(['/document/flags/__proto__', 'INVALID_FLAG_KEY']);
    const nested = JSON.parse(
      `{"flags":{"beta":${text.replace('"progressive_config":{}', '"progressive_config":{"__proto__":{"canary_users":[]}}')}}}`,
    ) as unknown;
    expect(problems(nested)).toEqual([
      ['/document/flags/beta/progressive_config/__proto__', 'INVALID_REQUEST'],
    ]);
    const named = accepted(fileWith({ constructor: { ...FLAG, name: 'constructor' } }), {});
    expect(named[0]!.definition).toMatchObject({ key: 'constructor', risk: 'low' });
  });

  it('may silence the flag that tells of a shutdown', () => {
    const flags = { emergency_shutdown: { ...FLAG, name: 'emergency_shutdown' } };
    expect(problems(fileWith(flags), { emergency_shutdown: { onShutdown: 'keep' } })).toEqual([
      ['/hierarchy/emergency_shutdown/onShutdown', 'INVALID_REQUEST'],
    ]);
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (document, hierarchy) => {
        const wrapped = readGenesis(fileWith({ beta: document, gamma: hierarchy }), hierarchy);
        expect(typeof wrapped.ok).toBe('boolean');
        expect(typeof readGenesis(document, hierarchy).ok).toBe('boolean');
      }),
    );
  });
});

it('notes a file written during a shutdown, which an import does not engage', () => {
  const [flag] = accepted(
    fileWith({ emergency_shutdown: { ...FLAG, name: 'emergency_shutdown' } }),
  );
  expect(flag!.notes).toHaveLength(1);
});
