import { compile, type Snapshot } from '@sluice/evaluator';
import fc from 'fast-check';
import { initialConfig, type FlagConfigState } from './flag-config.js';
import { mergeConfig, type Chance } from './merge-config.js';

function chance(): Chance {
  let count = 0;
  return {
    seed: () => ((count += 1) * 2_654_435_761) % 2 ** 32,
    id: () => `rule-${(count += 1)}`,
  };
}

function enabledUsers(config: FlagConfigState): Set<string> {
  const snapshot = {
    schema: 1,
    epoch: 'e',
    project: 'p',
    environment: 'e',
    revision: 1,
    shutdown: false,
    segments: {},
    flags: {
      f: {
        key: 'f',
        version: 1,
        type: 'boolean',
        variants: { on: true, off: false },
        prerequisites: [],
        onShutdown: 'off',
        ...config,
        enabled: true,
      },
    },
  } as const satisfies Snapshot;
  const evaluator = compile(snapshot);
  const users = Array.from({ length: 200 }, (_, index) => `user-${index}`);
  return new Set(users.filter((id) => evaluator.isEnabled('f', { id }, 0)));
}

const ramp = (percentage: number, id?: string) => ({
  ...(id !== undefined && { id }),
  conditions: [],
  rollout: { percentage },
  serve: { variant: 'on' },
});
const percentage = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000);

describe('a patch of a configuration', () => {
  it('that raises a percentage never takes the flag from anybody', () => {
    fc.assert(
      fc.property(percentage, percentage, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const source = chance();
        const start = { ...initialConfig('boolean'), fallthrough: { variant: 'off' } };
        const before = mergeConfig(start, { rules: [ramp(low)] }, source);
        const id = before.rules[0]!.id;
        const after = mergeConfig(before, { rules: [ramp(high, id)] }, source);
        const later = enabledUsers(after);
        expect([...enabledUsers(before)].filter((user) => !later.has(user))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives every new rule and split a seed that no other in the flag rolls with', () => {
    const source = { ...chance(), seed: () => 2 ** 32 - 1 };
    const split = { split: [{ variant: 'on', weight: 1 }] };
    const rules = [ramp(1), ramp(2), { ...ramp(3), serve: split }];
    const config = mergeConfig(initialConfig('boolean'), { rules, fallthrough: split }, source);
    const seeds = [
      ...config.rules.map(({ rollout }) => rollout!.seed),
      ...[config.rules[2]!.serve, config.fallthrough].map((serve) =>
        'split' in serve ? serve.seed : NaN,
      ),
    ];
    const rolls = seeds.flatMap((seed) => [seed, (seed + 1) % 2 ** 32]);
    expect(new Set(seeds).size).toBe(5);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
    expect(new Set(rolls).size).toBe(10);
  });

  it('replaces the members given and leaves the others', () => {
    const stored = initialConfig('boolean');
    const next = mergeConfig(
      stored,
      { enabled: true, targets: [{ variant: 'on', ids: ['a', 'a'] }] },
      chance(),
    );
    expect(next).toEqual({ ...stored, enabled: true, targets: [{ variant: 'on', ids: ['a'] }] });
    expect(next.rules).toBe(stored.rules);
  });
});
