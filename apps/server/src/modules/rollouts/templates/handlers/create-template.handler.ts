import type { CreateRolloutTemplate, RolloutTemplate } from '@sluice/protocol';
import { AppError } from '../../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../../commands/index.js';
import { recordTemplate } from '../record-template.js';
import type { TemplateRules } from '../template-rules.js';
import { templateView } from '../template.row.js';
import type { TemplatesRepository } from '../templates.repository.js';

type Payload = Omit<CreateRolloutTemplate, 'comment' | 'confirm'>;

/** `rollout-template.create`: a plan kept for later rollouts; it serves nothing by itself. */
export class CreateTemplateHandler implements CommandHandler<Payload, RolloutTemplate> {
  readonly kind = 'rollout-template.create';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly templates: TemplatesRepository,
    private readonly rules: TemplateRules,
  ) {}

  async handle(unit: WriteUnit, { payload }: Command<Payload>): Promise<RolloutTemplate> {
    const { key, name = '', description = '', plan } = payload;
    this.rules.require(key, plan);
    const place = { projectId: unit.project?.id ?? '', key, now: unit.now };
    const saved = await this.templates.insert(unit.sql, place, { name, description, plan });
    if (saved === null) {
      const message = `A rollout template with the key ${key} exists already. Choose another key.`;
      throw new AppError('ALREADY_EXISTS', { template: key }, { message });
    }
    recordTemplate(unit, this.kind, null, saved);
    return templateView(saved);
  }
}
