// What no evaluator can beat: straight-line code for exactly these flags. One Map look-up among
// 1,000 flags, the hashes and comparisons of the scenario, nothing else, no allocation.
import { hash } from '../murmur3.mjs';
import { LISTED, SCENARIO_FLAGS, SEEDS, fillers } from '../scenarios.mjs';

const HALF = 0x80000000;
const NINETY = Math.ceil(0.9 * 2 ** 32);

export async function create() {
  const listed = new Set(LISTED);
  const { rollout, split } = SEEDS;
  const [grandparent, parent, child] = SEEDS.parents;
  const forms = {
    everyone: () => () => true,
    rollout: () => (user) => hash(user.id, rollout) < HALF,
    rules: () => (user) => {
      if ((user.country === 'SE' || user.country === 'NO') && user.plan === 'enterprise')
        return true;
      if (user.age < 18 && user.plan === 'free') return true;
      return user.age >= 18 && user.country != null;
    },
    grandparent: () => (user) => hash(user.id, grandparent) < NINETY,
    parent: () => (user) => hash(user.id, grandparent) < NINETY && hash(user.id, parent) < NINETY,
    child: () => (user) =>
      hash(user.id, grandparent) < NINETY &&
      hash(user.id, parent) < NINETY &&
      hash(user.id, child) < NINETY,
    variants: () => (user) => hash(user.id, split + 1) >= HALF,
    listed: () => (user) => listed.has(user.id),
  };
  const flags = new Map([
    ...Object.keys(SCENARIO_FLAGS).map((key) => [key, forms[key]()]),
    ...fillers().map(([key, form]) => [key, forms[form]()]),
  ]);
  const keys = [...flags.keys()];
  const isEnabled = (key, user) => {
    const flag = flags.get(key);
    return flag !== undefined && flag(user);
  };
  return {
    name: 'floor',
    isEnabled,
    all(user) {
      let on = 0;
      for (const key of keys) if (isEnabled(key, user)) on++;
      return on;
    },
  };
}
