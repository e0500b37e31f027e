import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { EnvironmentWriter } from './environment-writer.js';
import { EnvironmentsRepository } from './environments.repository.js';
import { ArchiveEnvironmentHandler } from './handlers/archive-environment.handler.js';
import { CreateEnvironmentHandler } from './handlers/create-environment.handler.js';
import { UpdateEnvironmentHandler } from './handlers/update-environment.handler.js';

/** Registers every command about environments with the executor. */
@Injectable()
export class EnvironmentHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly repository: EnvironmentsRepository,
    private readonly writer: EnvironmentWriter,
  ) {}

  onModuleInit(): void {
    this.executor.register(new CreateEnvironmentHandler(this.writer));
    this.executor.register(new UpdateEnvironmentHandler(this.repository));
    this.executor.register(new ArchiveEnvironmentHandler(this.repository, true));
    this.executor.register(new ArchiveEnvironmentHandler(this.repository, false));
  }
}
