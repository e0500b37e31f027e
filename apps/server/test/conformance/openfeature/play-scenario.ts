import { CONTEXT_STEPS } from './context-steps.js';
import { DEPRECATED_STEPS } from './deprecated-steps.js';
import { EVALUATION_STEPS } from './evaluation-steps.js';
import type { Face } from './face.js';
import { HOOK_STEPS } from './hook-steps.js';
import { Play } from './play.js';
import type { Scenario } from './scenarios.js';
import type { Step } from './step.js';

const STEPS: readonly Step[] = [
  ...EVALUATION_STEPS,
  ...CONTEXT_STEPS,
  ...HOOK_STEPS,
  ...DEPRECATED_STEPS,
];

/** Plays one scenario on one SDK. */
export async function playScenario({ steps }: Scenario, face: Face): Promise<void> {
  const play = new Play(face);
  for (const { text, table } of steps) {
    const found = STEPS.find(([pattern]) => pattern.test(text));
    if (found === undefined) throw new Error(`nobody knows how to: ${text}`);
    await found[1](play, (found[0].exec(text) ?? []).slice(1), table);
  }
}
