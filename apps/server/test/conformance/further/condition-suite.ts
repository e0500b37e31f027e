import { CONDITIONS } from './conditions.js';
import { onIf, suiteOf } from './suite-of.js';

/** A flag for each of the conditions. */
export const CONDITION_SUITE = suiteOf(
  'conditions',
  Object.fromEntries(CONDITIONS.map(({ when }, index) => [`c${index}`, onIf(when)])),
  CONDITIONS.flatMap(({ title, holds, fails }, index) =>
    [
      ...holds.map((context) => ({ context, value: true })),
      ...fails.map((context) => ({ context, value: false })),
    ].map(({ context, value }) => ({
      flag: `c${index}`,
      desc: `${title}: ${JSON.stringify(context)}`,
      context: { targetingKey: 'u', ...context },
      expect: { value },
    })),
  ),
);
