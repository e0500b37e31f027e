import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  createEnvironmentSchema,
  environmentPageSchema,
  environmentSchema,
  environmentsQuerySchema,
  updateEnvironmentSchema,
  type BareWrite,
  type CreateEnvironment,
  type Environment,
  type EnvironmentPage,
  type EnvironmentsQuery,
  type UpdateEnvironment,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IfMatch,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import {
  CommandExecutor,
  commandOf,
  type CommandOutcome,
  type CommandTarget,
} from '../commands/index.js';
import { EnvironmentsService } from './environments.service.js';

@Controller('api/v1/projects/:project/environments')
export class EnvironmentsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: environmentPageSchema, description: 'The environments, by position' })
  list(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
    @Query({ schema: environmentsQuerySchema }) query: EnvironmentsQuery,
  ): Promise<EnvironmentPage> {
    return this.environments.list(actor, project, query);
  }

  @Post()
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 201,
    schema: environmentSchema,
    description: 'The new environment, in which every flag is disabled',
    errors: ['INVALID_KEY', 'ALREADY_EXISTS', 'ARCHIVED'],
  })
  create(
    @Param('project') project: string,
    @Body({ schema: createEnvironmentSchema }) body: CreateEnvironment,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Environment>> {
    return this.executor.execute(commandOf('environment.create', { project }, body), context);
  }

  @Get(':environment')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: environmentSchema, description: 'The environment' })
  read(@Param() { project = '', environment = '' }: CommandTarget): Promise<Environment> {
    return this.environments.read(project, environment);
  }

  @Patch(':environment')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({
    schema: environmentSchema,
    description: 'The environment after the change',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'ARCHIVED'],
  })
  update(
    @Param() target: CommandTarget,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateEnvironmentSchema }) body: UpdateEnvironment,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Environment>> {
    const command = commandOf('environment.update', target, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post(':environment/archive')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({ schema: environmentSchema, description: 'The archived environment' })
  archive(
    @Param() target: CommandTarget,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Environment>> {
    return this.executor.execute(commandOf('environment.archive', target, body), context);
  }

  @Post(':environment/restore')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({ schema: environmentSchema, description: 'The environment, changeable again' })
  restore(
    @Param() target: CommandTarget,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Environment>> {
    return this.executor.execute(commandOf('environment.restore', target, body), context);
  }
}
