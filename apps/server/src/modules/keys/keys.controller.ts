import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  createdSdkKeySchema,
  createSdkKeySchema,
  limitSdkKeySchema,
  rotateSdkKeySchema,
  sdkKeyPageSchema,
  sdkKeySchema,
  sdkKeysQuerySchema,
  type BareWrite,
  type CreatedSdkKey,
  type CreateSdkKey,
  type LimitSdkKey,
  type RotateSdkKey,
  type SdkKeyAnswer,
  type SdkKeyPage,
  type SdkKeysQuery,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IdParam,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import {
  CommandExecutor,
  commandOf,
  type CommandOutcome,
  type CommandTarget,
} from '../commands/index.js';
import { KeysService } from './keys.service.js';

@Controller('api/v1/projects/:project/environments/:environment/keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: sdkKeyPageSchema, description: 'SDK keys of the environment, newest first' })
  list(
    @Param() { project = '', environment = '' }: CommandTarget,
    @Query({ schema: sdkKeysQuerySchema }) query: SdkKeysQuery,
  ): Promise<SdkKeyPage> {
    return this.keys.list(project, environment, query);
  }

  @Post()
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({
    status: 201,
    schema: createdSdkKeySchema,
    description: 'The new key with its secret, which is shown this once',
    errors: ['ARCHIVED', 'INVALID_VALUE'],
  })
  create(
    @Param() target: CommandTarget,
    @Body({ schema: createSdkKeySchema }) body: CreateSdkKey,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<CreatedSdkKey>> {
    return this.executor.execute(commandOf('key.create', target, body), context);
  }

  @Post(':id/rotate')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({
    status: 201,
    schema: createdSdkKeySchema,
    description: 'The successor with its secret; the old key works until the overlap is over',
    errors: ['ARCHIVED', 'IN_USE', 'CREDENTIAL_NOT_USABLE'],
  })
  rotate(
    @Param() target: CommandTarget,
    @IdParam() _id: string,
    @Body({ schema: rotateSdkKeySchema }) body: RotateSdkKey,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<CreatedSdkKey>> {
    return this.executor.execute(commandOf('key.rotate', target, body), context);
  }

  @Post(':id/limit')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({
    schema: sdkKeySchema,
    description: 'The key, which may make so many requests a second from now on',
    errors: ['ARCHIVED', 'CREDENTIAL_NOT_USABLE'],
  })
  limit(
    @Param() target: CommandTarget,
    @IdParam() _id: string,
    @Body({ schema: limitSdkKeySchema }) body: LimitSdkKey,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<SdkKeyAnswer>> {
    return this.executor.execute(commandOf('key.limit', target, body), context);
  }

  @Post(':id/revoke')
  @Access({ role: 'admin', scope: 'environment' })
  @Sends({ schema: sdkKeySchema, description: 'The key, which works nowhere any more' })
  revoke(
    @Param() target: CommandTarget,
    @IdParam() _id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<SdkKeyAnswer>> {
    return this.executor.execute(commandOf('key.revoke', target, body), context);
  }
}
