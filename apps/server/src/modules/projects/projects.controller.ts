import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  createProjectSchema,
  projectPageSchema,
  projectSchema,
  projectsQuerySchema,
  updateProjectSchema,
  type BareWrite,
  type CreateProject,
  type Project,
  type ProjectPage,
  type ProjectsQuery,
  type UpdateProject,
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
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { ProjectsService } from './projects.service.js';

@Controller('api/v1/projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({ schema: projectPageSchema, description: 'The projects this token may see, by key' })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: projectsQuerySchema }) query: ProjectsQuery,
  ): Promise<ProjectPage> {
    return this.projects.list(actor, query);
  }

  @Post()
  @Access({ role: 'admin', scope: 'global' })
  @Sends({
    status: 201,
    schema: projectSchema,
    description: 'The new project',
    errors: ['INVALID_KEY', 'ALREADY_EXISTS'],
  })
  create(
    @Body({ schema: createProjectSchema }) body: CreateProject,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Project>> {
    return this.executor.execute(commandOf('project.create', {}, body), context);
  }

  @Get(':project')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: projectSchema, description: 'The project' })
  read(@Param('project') project: string): Promise<Project> {
    return this.projects.read(project);
  }

  @Patch(':project')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    schema: projectSchema,
    description: 'The project after the change',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'ARCHIVED'],
  })
  update(
    @Param('project') project: string,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateProjectSchema }) body: UpdateProject,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Project>> {
    const command = commandOf('project.update', { project }, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post(':project/archive')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({ schema: projectSchema, description: 'The archived project: readable, not changeable' })
  archive(
    @Param('project') project: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Project>> {
    return this.executor.execute(commandOf('project.archive', { project }, body), context);
  }

  @Post(':project/restore')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({ schema: projectSchema, description: 'The project, changeable again' })
  restore(
    @Param('project') project: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Project>> {
    return this.executor.execute(commandOf('project.restore', { project }, body), context);
  }
}
