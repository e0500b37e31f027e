import type { View } from '../view/view.js';

/** What is served, for people. */
export function servingText(
  view: Pick<View, 'revision' | 'project' | 'environment'> | null,
): string {
  if (view === null) return 'defaults and local overrides';
  return `revision ${view.revision} of ${view.project}/${view.environment}`;
}
