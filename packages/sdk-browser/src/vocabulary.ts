import { COMMON_OPERATORS, type Vocabulary } from '@sluice/evaluator/compact';

/** What evaluators of this page understand: the common operators, and after {@link learnRest} everything. */
export const vocabulary: { -readonly [K in keyof Vocabulary]: Vocabulary[K] } = {
  operators: COMMON_OPERATORS,
  schedule: null,
};

/** Words that stand for operators and forms which few flags use. One in a value costs a request, never an answer. */
const RARE = /"(?:matches|before|after|semver\w+|inCidr|schedule)"/;

/** Whether something that came from the server may need more than is understood so far, so that nothing may be answered by it yet. */
export function needsMore(wire: unknown): boolean {
  return vocabulary.schedule === null && RARE.test(JSON.stringify(wire));
}

/** Loads the rest of evaluation.md; rejects where it cannot be loaded. */
export async function learnRest(): Promise<void> {
  const { WHOLE_VOCABULARY } = await import('./whole-vocabulary.js');
  Object.assign(vocabulary, WHOLE_VOCABULARY);
}
