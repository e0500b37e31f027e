import { GrowthBookClient } from '@growthbook/growthbook';
import { LISTED, SCENARIO_FLAGS, fillers } from '../scenarios.mjs';

const coverage = (value) => ({ force: true, coverage: value, hashAttribute: 'id' });
const child = (parent) => ({
  defaultValue: false,
  rules: [
    { parentConditions: [{ id: parent, condition: { value: true }, gate: true }] },
    coverage(0.9),
  ],
});

const FORMS = {
  everyone: { defaultValue: true },
  rollout: { defaultValue: false, rules: [coverage(0.5)] },
  rules: {
    defaultValue: false,
    rules: [
      { force: true, condition: { country: { $in: ['SE', 'NO'] }, plan: { $in: ['enterprise'] } } },
      { force: true, condition: { age: { $lt: 18 }, plan: { $in: ['free'] } } },
      { force: true, condition: { age: { $gte: 18 }, country: { $exists: true } } },
    ],
  },
  grandparent: { defaultValue: false, rules: [coverage(0.9)] },
  parent: child('grandparent'),
  child: child('parent'),
  variants: {
    defaultValue: 'control',
    rules: [{ variations: ['control', 'a', 'b'], weights: [0.5, 0.3, 0.2], hashAttribute: 'id' }],
  },
  listed: { defaultValue: false, rules: [{ force: true, condition: { id: { $in: LISTED } } }] },
};

export async function create() {
  const own = Object.keys(SCENARIO_FLAGS).map((key) => [key, key]);
  const features = Object.fromEntries(
    [...own, ...fillers()].map(([key, form]) => [key, structuredClone(FORMS[form])]),
  );
  const client = new GrowthBookClient();
  client.initSync({ payload: { features } });
  const keys = Object.keys(features);
  const contexts = new Map();
  return {
    name: 'growthbook',
    adapt(user) {
      let context = contexts.get(user.id);
      if (context === undefined) contexts.set(user.id, (context = { attributes: user }));
      return context;
    },
    isEnabled: (key, user) =>
      key === 'variants'
        ? client.getFeatureValue(key, 'control', user) !== 'control'
        : client.isOn(key, user),
    all(user) {
      let on = 0;
      for (const key of keys) if (client.isOn(key, user)) on++;
      return on;
    },
  };
}
