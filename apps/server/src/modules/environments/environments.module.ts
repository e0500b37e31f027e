import { Module } from '@nestjs/common';
import { FlagsModule } from '../flags/index.js';
import { EnvironmentHandlers } from './environment-handlers.js';
import { EnvironmentWriter } from './environment-writer.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsRepository } from './environments.repository.js';
import { EnvironmentsService } from './environments.service.js';

/** Environments: where flags are configured and what an SDK key belongs to. */
@Module({
  imports: [FlagsModule],
  controllers: [EnvironmentsController],
  providers: [EnvironmentHandlers, EnvironmentWriter, EnvironmentsRepository, EnvironmentsService],
  exports: [EnvironmentWriter],
})
export class EnvironmentsModule {}
