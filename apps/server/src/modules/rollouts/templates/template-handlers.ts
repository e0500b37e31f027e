import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../../commands/index.js';
import { CreateTemplateHandler } from './handlers/create-template.handler.js';
import { DeleteTemplateHandler } from './handlers/delete-template.handler.js';
import { UpdateTemplateHandler } from './handlers/update-template.handler.js';
import { TemplateRules } from './template-rules.js';
import { TemplatesRepository } from './templates.repository.js';

/** Registers every command about rollout templates with the executor. */
@Injectable()
export class TemplateHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly templates: TemplatesRepository,
    private readonly rules: TemplateRules,
  ) {}

  onModuleInit(): void {
    const { executor, templates, rules } = this;
    executor.register(new CreateTemplateHandler(templates, rules));
    executor.register(new UpdateTemplateHandler(templates, rules));
    executor.register(new DeleteTemplateHandler(templates));
  }
}
