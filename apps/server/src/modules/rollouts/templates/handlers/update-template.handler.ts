import { isDeepStrictEqual } from 'node:util';
import type { RolloutTemplate, UpdateRolloutTemplate } from '@sluice/protocol';
import { AppError } from '../../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../../commands/index.js';
import { recordTemplate, resourceOf } from '../record-template.js';
import type { TemplateRules } from '../template-rules.js';
import { templateView } from '../template.row.js';
import type { TemplatesRepository } from '../templates.repository.js';

type Payload = Omit<UpdateRolloutTemplate, 'comment' | 'confirm'>;

/** `rollout-template.update`: the members given; rollouts already started keep the plan they have. */
export class UpdateTemplateHandler implements CommandHandler<Payload, RolloutTemplate> {
  readonly kind = 'rollout-template.update';
  readonly role = 'editor';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(
    private readonly templates: TemplatesRepository,
    private readonly rules: TemplateRules,
  ) {}

  async handle(unit: WriteUnit, { target, payload }: Command<Payload>): Promise<RolloutTemplate> {
    const key = target.template ?? '';
    const before = await this.templates.find(unit.sql, unit.project?.id ?? '', key);
    if (before === null) throw new AppError('NOT_FOUND', { template: key });
    await unit.requireVersion(before.version, { resource: resourceOf(before) });
    const { name = before.name, description = before.description, plan = before.plan } = payload;
    const next = { name, description, plan };
    const { name: oldName, description: oldDescription, plan: oldPlan } = before;
    const same = { name: oldName, description: oldDescription, plan: oldPlan };
    if (isDeepStrictEqual(next, same)) return templateView(before);
    this.rules.require(key, plan);
    const saved = await this.templates.update(unit.sql, before.id, next, unit.now);
    recordTemplate(unit, this.kind, before, saved);
    return templateView(saved);
  }
}
