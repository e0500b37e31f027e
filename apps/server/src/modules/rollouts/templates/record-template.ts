import type { Json } from '@sluice/evaluator';
import type { WriteUnit } from '../../commands/index.js';
import type { StoredTemplate } from './template.row.js';

/** Tells the audit log what became of a template. */
export function recordTemplate(
  unit: WriteUnit,
  action: string,
  before: StoredTemplate | null,
  after: StoredTemplate | null,
): void {
  const template = after ?? before;
  if (template === null) return;
  unit.audit({
    action,
    resource: resourceOf(template),
    before: stateOf(before),
    after: stateOf(after),
    details: { template: template.key, version: template.version },
  });
}

/** Name of a template in the audit log. */
export function resourceOf({ id }: StoredTemplate): string {
  return `rollout-template:${id}`;
}

function stateOf(template: StoredTemplate | null): Json {
  if (template === null) return null;
  const { name, description, plan } = template;
  return { name, description, plan } as unknown as Json;
}
