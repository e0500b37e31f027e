import { CompactEvaluator, FollowingEvaluator, WHOLE_VOCABULARY } from '../compact/index.js';
import type { Evaluator, LocalState } from '../evaluator.js';

/** What `compile` does, with the evaluator of pages. */
export function compileForSize(snapshot: unknown, local: LocalState = {}): Evaluator {
  const evaluator = FollowingEvaluator.from(new CompactEvaluator(snapshot, WHOLE_VOCABULARY));
  evaluator.setLocal(local);
  return evaluator;
}
