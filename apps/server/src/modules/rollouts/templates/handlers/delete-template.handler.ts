import { AppError } from '../../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../../commands/index.js';
import { recordTemplate, resourceOf } from '../record-template.js';
import type { TemplatesRepository } from '../templates.repository.js';

/** `rollout-template.delete`: rollouts started from it go on; they have the plan themselves. */
export class DeleteTemplateHandler implements CommandHandler<unknown, { key: string }> {
  readonly kind = 'rollout-template.delete';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(private readonly templates: TemplatesRepository) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<{ key: string }> {
    const key = target.template ?? '';
    const found = await this.templates.find(unit.sql, unit.project?.id ?? '', key);
    if (found === null) throw new AppError('NOT_FOUND', { template: key });
    await unit.requireVersion(found.version, { resource: resourceOf(found) });
    await this.templates.delete(unit.sql, found.id);
    recordTemplate(unit, this.kind, found, null);
    return { key };
  }
}
