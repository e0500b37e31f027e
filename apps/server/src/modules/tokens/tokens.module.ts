import { Module } from '@nestjs/common';
import { MeController } from './me.controller.js';
import { MeService } from './me.service.js';
import { TokenHandlers } from './token-handlers.js';
import { TokenRefresher } from './token-refresher.js';
import { TokenWriter } from './token-writer.js';
import { TokensController } from './tokens.controller.js';
import { TokensRepository } from './tokens.repository.js';
import { TokensService } from './tokens.service.js';

/** Tokens: what people and programs administer with. */
@Module({
  controllers: [MeController, TokensController],
  providers: [
    MeService,
    TokenHandlers,
    TokenRefresher,
    TokenWriter,
    TokensRepository,
    TokensService,
  ],
  exports: [TokenWriter],
})
export class TokensModule {}
