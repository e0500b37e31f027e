import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { ShutdownRepository } from './shutdown.repository.js';
import { SwitchShutdownHandler } from './switch-shutdown.handler.js';

/** Registers every command about the shutdown with the executor. */
@Injectable()
export class ShutdownHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly repository: ShutdownRepository,
  ) {}

  onModuleInit(): void {
    for (const scope of ['environment', 'project'] as const) {
      this.executor.register(new SwitchShutdownHandler(this.repository, true, scope));
      this.executor.register(new SwitchShutdownHandler(this.repository, false, scope));
    }
  }
}
