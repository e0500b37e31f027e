import { uncommonValue } from './attribute.js';
import type { Context } from './evaluator.js';

/** The string by which a context is bucketed, null where it has none (evaluation.md §5): for telling users apart as a rollout does. */
export function bucketingValueOf(context: Context, by = 'id'): string | null {
  return uncommonValue(context, { name: by, path: by.includes('.') ? by.split('.') : null });
}
