/** Highest `needs` this evaluator understands (evaluation.md §4). */
export const EVALUATOR_LEVEL = 1;
