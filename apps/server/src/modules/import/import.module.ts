import { Module, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor, CommandsModule } from '../commands/index.js';
import { EnvironmentsModule } from '../environments/index.js';
import { FlagsModule, RandomChance } from '../flags/index.js';
import { RolloutsModule } from '../rollouts/index.js';
import { ImportLocks } from './import-locks.js';
import { ImportWriter } from './import-writer.js';
import { ImportController } from './import.controller.js';
import { ImportHandler } from './import.handler.js';
import { ImportRepository } from './import.repository.js';
import { ImportService } from './import.service.js';

/** Importing documents into a project. */
@Module({
  imports: [CommandsModule, EnvironmentsModule, FlagsModule, RolloutsModule],
  controllers: [ImportController],
  providers: [ImportService, ImportLocks, ImportWriter, ImportRepository],
  exports: [ImportService],
})
export class ImportModule implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly writer: ImportWriter,
    private readonly locks: ImportLocks,
    private readonly chance: RandomChance,
  ) {}

  onModuleInit(): void {
    this.executor.register(new ImportHandler(this.writer, this.locks, this.chance));
  }
}
