import type { ImportItem, ImportReport } from '@sluice/protocol';
import type { ImportProblem } from './import-problem.js';
import { reportItem } from './report-item.js';

const MAX_REFUSED = 1_000;

/** The report on a project: counts of all items, refused ones first and at most 1,000 of them listed. */
export function importReport(project: string, items: readonly ImportItem[]): ImportReport {
  const counts = { created: 0, changed: 0, skipped: 0, refused: 0 };
  for (const { outcome } of items) counts[outcome] += 1;
  const refused = items.filter(({ outcome }) => outcome === 'refused').slice(0, MAX_REFUSED);
  const others = items.filter(({ outcome }) => outcome !== 'refused');
  return { project, counts, items: [...refused, ...others] };
}

/** The report on a document that cannot be read: one refused item with every problem. */
export function unreadableReport(
  project: string,
  format: string,
  problems: readonly ImportProblem[],
): ImportReport {
  const reasons = problems.slice(0, MAX_REFUSED);
  const item = reportItem('document', format, { outcome: 'created', reasons });
  return { project, counts: { created: 0, changed: 0, skipped: 0, refused: 1 }, items: [item] };
}
