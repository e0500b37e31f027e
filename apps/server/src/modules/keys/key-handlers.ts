import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { CreateKeyHandler } from './handlers/create-key.handler.js';
import { LimitKeyHandler } from './handlers/limit-key.handler.js';
import { RevokeKeyHandler } from './handlers/revoke-key.handler.js';
import { RotateKeyHandler } from './handlers/rotate-key.handler.js';
import { KeyWriter } from './key-writer.js';
import { KeysRepository } from './keys.repository.js';

/** Registers every command about SDK keys with the executor. */
@Injectable()
export class KeyHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly repository: KeysRepository,
    private readonly writer: KeyWriter,
  ) {}

  onModuleInit(): void {
    this.executor.register(new CreateKeyHandler(this.writer));
    this.executor.register(new RotateKeyHandler(this.repository, this.writer));
    this.executor.register(new LimitKeyHandler(this.repository));
    this.executor.register(new RevokeKeyHandler(this.repository));
  }
}
