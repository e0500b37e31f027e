import { once } from 'node:events';
import { createRequire } from 'node:module';
import { LISTED, SCENARIO_FLAGS, fillers } from '../scenarios.mjs';

const require = createRequire(import.meta.url);
const { InMemStorageProvider, Unleash } = require('unleash-client');

const rollout = (percentage, constraints = []) => ({
  name: 'flexibleRollout',
  parameters: { rollout: String(percentage), stickiness: 'userId', groupId: 'g' },
  constraints,
});
const rule = (...constraints) => ({ name: 'default', parameters: {}, constraints });
const isIn = (contextName, ...values) => ({ contextName, operator: 'IN', values });
const than = (contextName, operator, value) => ({ contextName, operator, value: String(value) });
const variant = (name, weight) => ({ name, weight, weightType: 'fix', stickiness: 'userId' });

const FORMS = {
  everyone: { strategies: [rule()] },
  rollout: { strategies: [rollout(50)] },
  rules: {
    strategies: [
      rule(isIn('country', 'SE', 'NO'), isIn('plan', 'enterprise')),
      rule(than('age', 'NUM_LT', 18), isIn('plan', 'free')),
      rule(than('age', 'NUM_GTE', 18), { contextName: 'country', operator: 'NOT_IN', values: [] }),
    ],
  },
  grandparent: { strategies: [rollout(90)] },
  parent: { strategies: [rollout(90)], dependencies: [{ feature: 'grandparent', enabled: true }] },
  child: { strategies: [rollout(90)], dependencies: [{ feature: 'grandparent', enabled: true }] },
  variants: {
    strategies: [rule()],
    variants: [variant('control', 500), variant('a', 300), variant('b', 200)],
  },
  listed: { strategies: [rule(isIn('userId', ...LISTED))] },
};

export async function create() {
  const own = Object.keys(SCENARIO_FLAGS).map((key) => [key, key]);
  const toggles = new Map(
    [...own, ...fillers()].map(([name, form]) => {
      const toggle = structuredClone({ name, enabled: true, variants: [], ...FORMS[form] });
      // Group ids stand for seeds: every toggle rolls its own dice.
      for (const { parameters } of toggle.strategies)
        if (parameters.groupId) parameters.groupId = name;
      return [name, toggle];
    }),
  );
  // As a service would hold it, but for metrics, which stay off in its favour. Nothing listens at
  // that address: the flags come from the bootstrap.
  const client = new Unleash({
    appName: 'bench',
    url: 'http://127.0.0.1:9/api',
    refreshInterval: 0,
    disableMetrics: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: { data: [...toggles.values()] },
  });
  client.on('error', () => {});
  client.on('warn', () => {});
  await once(client, 'ready');
  const contexts = new Map();
  return {
    name: 'unleash',
    // Unleash follows parents one level deep only: no grandparents.
    lacks: ['child'],
    adapt(user) {
      let context = contexts.get(user.id);
      if (context === undefined) {
        const { id, ...properties } = user;
        contexts.set(
          id,
          (context = { userId: id, properties: { ...properties, age: String(user.age) } }),
        );
      }
      return context;
    },
    isEnabled: (key, user) =>
      key === 'variants'
        ? client.getVariant(key, user).name !== 'control'
        : client.isEnabled(key, user),
    all(user) {
      let on = 0;
      for (const key of toggles.keys()) if (client.isEnabled(key, user)) on++;
      return on;
    },
  };
}
