import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  projectPageSchema,
  projectSchema,
  projectsQuerySchema,
  type Project,
  type ProjectPage,
  type ProjectsQuery,
} from '@sluice/protocol';
import { Access, Reads } from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { ProjectsService } from './projects.service.js';

@Controller('api/v1/projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({ schema: projectPageSchema, description: 'The projects this token may see, by key' })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: projectsQuerySchema }) query: ProjectsQuery,
  ): Promise<ProjectPage> {
    return this.projects.list(actor, query);
  }

  @Get(':project')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: projectSchema, description: 'The project' })
  read(@Param('project') project: string): Promise<Project> {
    return this.projects.read(project);
  }
}
