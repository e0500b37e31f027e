// What is asked: users, the snapshot of 1,000 flags that holds every scenario, and what a sane
// answer looks like.
export const NOW = Date.UTC(2026, 10, 21);
export const USERS = 10_000;
export const FLAGS = 1_000;

const COUNTRIES = ['SE', 'NO', 'DE', 'FR', 'US', 'BR', 'JP', 'IN'];
const PLANS = ['free', 'pro', 'team', 'enterprise'];

export const users = Array.from({ length: USERS }, (_, i) => ({
  id: `user-${i}`,
  country: COUNTRIES[i % COUNTRIES.length],
  plan: PLANS[(i >> 3) % PLANS.length],
  age: 16 + (i % 60),
  beta: i % 10 === 0 ? true : undefined,
}));

export const LISTED = Array.from({ length: 10_000 }, (_, i) => `user-${i * 2}`);

export const SEEDS = { rollout: 0x51ce0001, parents: [11, 22, 33], split: 44 };

export const PARENTS = ['grandparent', 'parent', 'child'];

const BASE = {
  version: 1,
  type: 'boolean',
  enabled: true,
  variants: { on: true, off: false },
  offVariant: 'off',
  prerequisites: [],
  targets: [],
  rules: [],
  fallthrough: { variant: 'off' },
  onShutdown: 'off',
};

const leaf = (attribute, operator, ...values) => ({ attribute, operator, values });
const on = (id, conditions, rollout) => ({
  id,
  conditions,
  ...(rollout && { rollout }),
  serve: { variant: 'on' },
});

export const SCENARIO_FLAGS = {
  everyone: { fallthrough: { variant: 'on' } },
  rollout: { rules: [on('r', [], { seed: SEEDS.rollout, percentage: 50 })] },
  rules: {
    rules: [
      on('staff', [leaf('country', 'in', 'SE', 'NO'), leaf('plan', 'in', 'enterprise')]),
      on('minors', [leaf('age', 'lt', 18), leaf('plan', 'in', 'free')]),
      on('adults', [leaf('age', 'gte', 18), { attribute: 'country', operator: 'exists' }]),
    ],
  },
  grandparent: { rules: [on('r', [], { seed: SEEDS.parents[0], percentage: 90 })] },
  parent: {
    prerequisites: [{ flag: 'grandparent' }],
    rules: [on('r', [], { seed: SEEDS.parents[1], percentage: 90 })],
  },
  child: {
    prerequisites: [{ flag: 'parent' }],
    rules: [on('r', [], { seed: SEEDS.parents[2], percentage: 90 })],
  },
  variants: {
    type: 'string',
    variants: { control: 'Buy', a: 'Buy now', b: 'Order' },
    offVariant: 'control',
    fallthrough: {
      split: [
        { variant: 'control', weight: 50 },
        { variant: 'a', weight: 30 },
        { variant: 'b', weight: 20 },
      ],
      seed: SEEDS.split,
    },
  },
  listed: { rules: [on('r', [leaf('id', 'in', ...LISTED)])] },
};

/** Filler flags take the scenarios' forms in turn, so that no contender sees one form only. */
export function fillers() {
  const forms = ['everyone', 'rollout', 'rules', 'variants'];
  const count = FLAGS - Object.keys(SCENARIO_FLAGS).length;
  return Array.from({ length: count }, (_, i) => [`filler-${i}`, forms[i % forms.length]]);
}

export function flagOf(key, form = key) {
  return structuredClone({ key, ...BASE, ...SCENARIO_FLAGS[form] });
}

export function snapshot() {
  const flags = Object.fromEntries([
    ...Object.keys(SCENARIO_FLAGS).map((key) => [key, flagOf(key)]),
    ...fillers().map(([key, form]) => [key, flagOf(key, form)]),
  ]);
  return {
    schema: 1,
    epoch: 'bench',
    project: 'bench',
    environment: 'bench',
    revision: 1,
    shutdown: false,
    flags,
    segments: {},
  };
}

/** `share`: what part of the 10,000 users the flag has to be on for, and how far it may be off. */
export const scenarios = [
  { name: 'on for all', key: 'everyone', share: [1, 0] },
  { name: '50 % rollout, 10,000 users', key: 'rollout', share: [0.5, 0.02] },
  { name: '3 rules × 2 conditions, third matches', key: 'rules', share: [1, 0.05] },
  { name: 'child → parent → grandparent, 90 % each', key: 'child', share: [0.729, 0.02] },
  { name: '3 weighted variants', key: 'variants', share: [0.5, 0.02] },
  { name: 'in a list of 10,000 ids', key: 'listed', share: [0.5, 0] },
  { name: 'all of 1,000 flags', key: null, share: null },
];
