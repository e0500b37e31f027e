import type { ImportItem } from '@sluice/protocol';
import type { ProjectContent } from '../../export/index.js';
import { checkTemplate } from '../../rollouts/index.js';
import type { ImportDocument } from './import-document.js';
import type { RolloutTemplateWrite } from './import-writes.js';
import { reasonsAt } from './reasons-at.js';
import { outcomeOf, reportItem } from './report-item.js';
import { sameJson } from './same-json.js';

/** All rollout templates of an import, judged. */
export interface AssessedTemplates {
  readonly items: readonly ImportItem[];
  readonly writes: readonly RolloutTemplateWrite[];
}

/** Judges every rollout template in the document; those of the project that it does not name stay as they are. */
export function assessTemplates(
  document: ImportDocument,
  content: ProjectContent,
): AssessedTemplates {
  const known = new Map(content.rolloutTemplates.map((template) => [template.key, template]));
  const writes: RolloutTemplateWrite[] = [];
  const items = document.rolloutTemplates.map(({ template, path }) => {
    const present = known.get(template.key) ?? null;
    const outcome = outcomeOf(present, present !== null && sameJson(template, present));
    if (outcome !== 'skipped') writes.push({ present, after: template });
    const reasons = reasonsAt(path, checkTemplate(template.key, template.plan));
    return reportItem('rollout-template', template.key, { outcome, reasons });
  });
  return { items, writes };
}
