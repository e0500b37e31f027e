import type { Play } from './play.js';

/** The text of a step, and what is done there: with what the text names, and the table below it. */
export type Step = readonly [
  RegExp,
  (play: Play, match: readonly string[], table: readonly string[][]) => unknown,
];
