import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { ArchiveProjectHandler } from './handlers/archive-project.handler.js';
import { CreateProjectHandler } from './handlers/create-project.handler.js';
import { UpdateProjectHandler } from './handlers/update-project.handler.js';
import { ProjectsRepository } from './projects.repository.js';

/** Registers every command about projects with the executor. */
@Injectable()
export class ProjectHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly repository: ProjectsRepository,
  ) {}

  onModuleInit(): void {
    this.executor.register(new CreateProjectHandler(this.repository));
    this.executor.register(new UpdateProjectHandler(this.repository));
    this.executor.register(new ArchiveProjectHandler(this.repository, true));
    this.executor.register(new ArchiveProjectHandler(this.repository, false));
  }
}
