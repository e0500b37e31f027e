import { bucketingValue } from './attribute.js';
import { afterLeaves } from './conditions/after-leaves.js';
import { REFUSED, admission } from './gate.js';
import type { CompiledSegment } from './segment-slot.js';
import type { Context } from './evaluator.js';
import { HOLDS } from './conditions/verdict.js';
import type { Question } from './question.js';

/** Whether a context is in a segment: `included` beats `excluded` beats rules (evaluation.md §4). */
export function isInSegment(
  segment: CompiledSegment,
  context: Context,
  question: Question,
): boolean {
  if (segment.included.size + segment.excluded.size > 0) {
    const id = bucketingValue(context, segment.by, question);
    if (id !== null && segment.included.has(id)) return true;
    if (id !== null && segment.excluded.has(id)) return false;
  }
  for (const rule of segment.rules) {
    if (afterLeaves(rule.first, context, question.plain) !== HOLDS) continue;
    if (admission(rule.gate, context, question) !== REFUSED) return true;
  }
  return false;
}
