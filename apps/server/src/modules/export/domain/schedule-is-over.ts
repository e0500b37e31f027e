import { parseInstant, type Rule } from '@sluice/evaluator';

/** Whether some schedule of these rules has reached its last step, at `now` in ms since the Unix epoch. */
export function scheduleIsOver(rules: readonly Rule[], now: number): boolean {
  return rules.some(({ rollout }) => {
    const last = rollout?.schedule?.steps.at(-1);
    const at = last === undefined ? null : parseInstant(last.at);
    return at !== null && at <= now;
  });
}
