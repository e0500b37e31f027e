import { CompactEvaluator, FollowingEvaluator, WHOLE_VOCABULARY } from '../compact/index.js';
import type { LocalState } from '../evaluator.js';

/** What `compile` does, with the evaluator of pages. */
export function compileForSize(snapshot: unknown, local: LocalState = {}): FollowingEvaluator {
  const evaluator = FollowingEvaluator.from(new CompactEvaluator(snapshot, WHOLE_VOCABULARY));
  evaluator.setLocal(local);
  return evaluator;
}
