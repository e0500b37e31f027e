import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  createdTokenSchema,
  createTokenSchema,
  tokenPageSchema,
  tokenSchema,
  tokensQuerySchema,
  type BareWrite,
  type CreatedToken,
  type CreateToken,
  type Token,
  type TokenPage,
  type TokensQuery,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IdParam,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import type { CommandOutcome } from '../commands/index.js';
import { TokensService } from './tokens.service.js';

@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Access({ role: 'viewer', scope: 'none' })
  @Reads({ schema: tokenPageSchema, description: 'Tokens this one may manage, and itself' })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: tokensQuerySchema }) query: TokensQuery,
  ): Promise<TokenPage> {
    return this.tokens.list(actor, query);
  }

  @Post()
  @Access({ role: 'viewer', scope: 'none' })
  @Sends({
    status: 201,
    schema: createdTokenSchema,
    description: 'The new token with its secret, which is shown this once',
    errors: ['NOT_FOUND', 'FORBIDDEN', 'INVALID_VALUE'],
  })
  create(
    @Body({ schema: createTokenSchema }) body: CreateToken,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<CreatedToken>> {
    return this.tokens.create(body, context);
  }

  @Post(':id/revoke')
  @Access({ role: 'viewer', scope: 'none' })
  @Sends({
    schema: tokenSchema,
    description: 'The token, which works nowhere any more',
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  })
  revoke(
    @IdParam() id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Token>> {
    return this.tokens.revoke(id, body, context);
  }
}
