import { CompiledEvaluator } from './compiled-evaluator.js';
import type { Evaluator, LocalState } from './evaluator.js';

/**
 * Prepares a Snapshot for evaluation (evaluation.md §7). Never throws, whatever it is given: a
 * malformed flag disables itself, never its neighbours, and what is no snapshot has no flags.
 */
export function compile(snapshot: unknown, local: LocalState = {}): Evaluator {
  return new CompiledEvaluator(snapshot, local);
}
