import type { Step } from './step.js';

/** Steps that add hooks, and that look at what those heard. */
export const HOOK_STEPS: readonly Step[] = [
  [/^a client with added hook$/, (play) => play.face.addHook(play.listener())],
  [
    /^the "(.*)" hook should have been executed$/,
    (play, [stage]) => {
      expect(play.heard.map((one) => one.stage)).toContain(stage);
    },
  ],
  [
    /^the "(.*)" hooks should be called with evaluation details$/,
    (play, [stages = ''], [, ...rows]) => {
      for (const stage of stages.split(', ')) play.expectHeard(stage, rows);
    },
  ],
  [
    /^evaluation options containing specific hooks$/,
    (play) => {
      play.hooks.push(...['first', 'second'].map((name) => play.ordered(name)));
    },
  ],
  [
    /^the specified hooks should execute during evaluation$/,
    (play) => expect(play.order).not.toEqual([]),
  ],
  [
    /^the hook order should be maintained$/,
    (play) => {
      expect(play.order).toEqual(['before first', 'before second', 'after second', 'after first']);
    },
  ],
];
