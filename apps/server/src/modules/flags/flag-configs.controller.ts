import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  flagConfigSchema,
  flagGraphSchema,
  flagHistorySchema,
  pageQuerySchema,
  revertFlagSchema,
  updateFlagConfigSchema,
  type BareWrite,
  type FlagConfig,
  type FlagGraph,
  type FlagHistory,
  type RevertFlag,
  type UpdateFlagConfig,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IfMatch,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { FlagConfigsService, type ConfigAddress } from './flag-configs.service.js';
import { FLAG_REFUSALS } from './flag-refusals.js';
import type { PageQuery } from './flags.service.js';

@Controller('api/v1/projects/:project/environments/:environment/flags/:flag')
export class FlagConfigsController {
  constructor(
    private readonly configs: FlagConfigsService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: flagConfigSchema, description: 'What the flag does in this environment' })
  read(@Param() address: ConfigAddress): Promise<FlagConfig> {
    return this.configs.read(address);
  }

  @Patch()
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: flagConfigSchema,
    description: 'The configuration after the change',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', ...FLAG_REFUSALS.config],
  })
  update(
    @Param() address: ConfigAddress,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateFlagConfigSchema }) body: UpdateFlagConfig,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<FlagConfig>> {
    const command = commandOf('flag.configure', address, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post('enable')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: flagConfigSchema,
    description: 'The flag is enabled; it needs no version',
    errors: ['ARCHIVED', 'SCHEDULE_ALREADY_DUE'],
  })
  enable(
    @Param() address: ConfigAddress,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<FlagConfig>> {
    return this.executor.execute(commandOf('flag.enable', address, body), context);
  }

  @Post('disable')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: flagConfigSchema,
    description: 'The flag serves its off variant; it needs no version',
    errors: ['ARCHIVED'],
  })
  disable(
    @Param() address: ConfigAddress,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<FlagConfig>> {
    return this.executor.execute(commandOf('flag.disable', address, body), context);
  }

  @Get('history')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: flagHistorySchema, description: 'Versions of the configuration, newest first' })
  history(
    @Param() address: ConfigAddress,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<FlagHistory> {
    return this.configs.versions(address, query);
  }

  @Post('revert')
  @Access({ role: 'editor', scope: 'environment' })
  @Sends({
    schema: flagConfigSchema,
    description: 'The configuration of that version, as a new version',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'REVERT_IMPOSSIBLE', ...FLAG_REFUSALS.config],
  })
  revert(
    @Param() address: ConfigAddress,
    @IfMatch() baseVersion: number,
    @Body({ schema: revertFlagSchema }) body: RevertFlag,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<FlagConfig>> {
    const command = commandOf('flag.config-revert', address, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Get('graph')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({
    schema: flagGraphSchema,
    description: 'Parents, children, and every flag a change would touch',
  })
  graph(@Param() address: ConfigAddress): Promise<FlagGraph> {
    return this.configs.graph(address);
  }
}
