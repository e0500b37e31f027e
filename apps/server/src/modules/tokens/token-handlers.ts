import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { CreateTokenHandler } from './handlers/create-token.handler.js';
import { RevokeTokenHandler } from './handlers/revoke-token.handler.js';
import { TokenWriter } from './token-writer.js';
import { TokensRepository } from './tokens.repository.js';

const SCOPES = ['global', 'project', 'environment'] as const;

/** Registers every command about tokens with the executor, one for each scope they may act in. */
@Injectable()
export class TokenHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly repository: TokensRepository,
    private readonly writer: TokenWriter,
  ) {}

  onModuleInit(): void {
    for (const scope of SCOPES) {
      this.executor.register(new CreateTokenHandler(this.writer, scope));
      this.executor.register(new RevokeTokenHandler(this.repository, scope));
    }
  }
}
