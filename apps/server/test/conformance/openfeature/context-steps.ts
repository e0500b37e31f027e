import type { Level } from './face.js';
import type { Step } from './step.js';

/** Steps about contexts: that they stay as they are, and how their levels are merged. */
export const CONTEXT_STEPS: readonly Step[] = [
  [
    /^an evaluation context with modifiable data$/,
    (play) => {
      const context = { since: new Date(0), nested: { list: [1, 2] } };
      play.contexts.Invocation = context;
      play.untouched = structuredClone(context);
    },
  ],
  [
    /^the original evaluation context should remain unmodified$/,
    (play) => {
      expect(play.contexts.Invocation).toEqual(play.untouched);
    },
  ],
  [
    /^the evaluation details should be immutable$/,
    (play) => expect(Object.isFrozen(play.result.flagMetadata)).toBe(true),
  ],
  [
    /^A context entry with key "(.*?)" and value "(.*?)" is added to the "(.*?)" level$/,
    (play, [key = '', value = '', level]) => play.add(level as Level, key, value),
  ],
  [/^A table with levels of increasing precedence$/, () => undefined],
  [
    /^Context entries for each level from API level down to the "(.*?)" level, with key "(.*?)" and value "(.*?)"$/,
    (play, [lowest, key = '']) => {
      const { levels } = play.face;
      for (const level of levels.slice(0, levels.indexOf(lowest as Level) + 1))
        play.add(level, key, level);
    },
  ],
  [/^Some flag was evaluated$/, (play) => play.ask()],
  [
    /^The merged context contains an entry with key "(.*?)" and value "(.*?)"$/,
    (play, [key = '', value]) => {
      expect(play.face.seen[key]).toBe(value);
    },
  ],
];
