import { compile } from '../../../packages/evaluator/dist/index.js';
import { NOW, snapshot } from '../scenarios.mjs';

export async function create() {
  const evaluator = compile(snapshot());
  const keys = evaluator.keys();
  return {
    name: 'sluice',
    isEnabled: (key, user) => evaluator.isEnabled(key, user, NOW),
    detail: (key, user) => evaluator.evaluate(key, user, NOW),
    all(user) {
      let on = 0;
      for (const key of keys) if (evaluator.isEnabled(key, user, NOW)) on++;
      return on;
    },
  };
}
