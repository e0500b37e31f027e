import { Module } from '@nestjs/common';
import { KeyHandlers } from './key-handlers.js';
import { KeyWriter } from './key-writer.js';
import { KeysController } from './keys.controller.js';
import { KeysRepository } from './keys.repository.js';
import { KeysService } from './keys.service.js';

/** SDK keys: what a service reads one environment with. */
@Module({
  controllers: [KeysController],
  providers: [KeyHandlers, KeyWriter, KeysRepository, KeysService],
  exports: [KeyWriter],
})
export class KeysModule {}
