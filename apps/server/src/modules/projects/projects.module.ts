import { Module } from '@nestjs/common';
import { ProjectHandlers } from './project-handlers.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsRepository } from './projects.repository.js';
import { ProjectsService } from './projects.service.js';

/** Projects: what flags and environments belong to. */
@Module({
  controllers: [ProjectsController],
  providers: [ProjectHandlers, ProjectsRepository, ProjectsService],
})
export class ProjectsModule {}
