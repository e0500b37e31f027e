/** Highest `needs` this evaluator understands (evaluation.md §4). */
export const EVALUATOR_LEVEL = 1;

/** Whether a declared `needs` is within the level of this evaluator. */
export function isUnderstood(needs: unknown): boolean {
  return typeof needs === 'number' && needs <= EVALUATOR_LEVEL;
}
