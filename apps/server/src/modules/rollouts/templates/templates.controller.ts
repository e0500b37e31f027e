import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createRolloutTemplateSchema,
  deletionQuerySchema,
  pageQuerySchema,
  rolloutTemplatePageSchema,
  rolloutTemplateSchema,
  updateRolloutTemplateSchema,
  type CreateRolloutTemplate,
  type DeletionQuery,
  type ErrorCode,
  type RolloutTemplate,
  type RolloutTemplatePage,
  type UpdateRolloutTemplate,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IfMatch,
  Reads,
  Sends,
  type RequestContext,
} from '../../../platform/http/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../../commands/index.js';
import { TemplatesReader, type TemplateAddress } from './templates.reader.js';

const REFUSALS: readonly ErrorCode[] = [
  'INVALID_STEPS',
  'INVALID_WAIT',
  'INVALID_GUARD',
  'UNKNOWN_PROMETHEUS',
  'EGRESS_REFUSED',
];

/** Saved plans of rollouts, for the whole project. */
@Controller('api/v1/projects/:project/rollout-templates')
export class TemplatesController {
  constructor(
    private readonly reader: TemplatesReader,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: rolloutTemplatePageSchema, description: 'The templates of the project, by key' })
  list(
    @Param('project') project: string,
    @Query({ schema: pageQuerySchema }) query: { limit: number; cursor?: string | undefined },
  ): Promise<RolloutTemplatePage> {
    return this.reader.list(project, query);
  }

  @Post()
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    status: 201,
    schema: rolloutTemplateSchema,
    description: 'The new template',
    errors: ['ALREADY_EXISTS', 'INVALID_KEY', ...REFUSALS],
  })
  create(
    @Param('project') project: string,
    @Body({ schema: createRolloutTemplateSchema }) body: CreateRolloutTemplate,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutTemplate>> {
    return this.executor.execute(commandOf('rollout-template.create', { project }, body), context);
  }

  @Get(':template')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: rolloutTemplateSchema, description: 'The template' })
  read(@Param() address: TemplateAddress): Promise<RolloutTemplate> {
    return this.reader.read(address);
  }

  @Patch(':template')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    schema: rolloutTemplateSchema,
    description: 'The template after the change; rollouts already started keep their plan',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', ...REFUSALS],
  })
  update(
    @Param() { project, template }: TemplateAddress,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateRolloutTemplateSchema }) body: UpdateRolloutTemplate,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutTemplate>> {
    const target = { project, template };
    const command = commandOf('rollout-template.update', target, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Delete(':template')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    status: 204,
    schema: null,
    description: 'The template is gone; rollouts started from it go on',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE'],
  })
  delete(
    @Param() { project, template }: TemplateAddress,
    @IfMatch() baseVersion: number,
    @Query({ schema: deletionQuerySchema }) { comment }: DeletionQuery,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<{ key: string }>> {
    const target = { project, template };
    const command = commandOf('rollout-template.delete', target, { comment }, baseVersion);
    return this.executor.execute(command, context);
  }
}
