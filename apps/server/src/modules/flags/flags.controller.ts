import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  createFlagSchema,
  deletionQuerySchema,
  flagHistorySchema,
  flagPageSchema,
  flagSchema,
  flagsQuerySchema,
  pageQuerySchema,
  revertFlagSchema,
  updateFlagSchema,
  type BareWrite,
  type CreateFlag,
  type DeletionQuery,
  type Flag,
  type FlagHistory,
  type FlagPage,
  type FlagsQuery,
  type RevertFlag,
  type UpdateFlag,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IfMatch,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CurrentActor, type Actor } from '../auth/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { FLAG_REFUSALS } from './flag-refusals.js';
import { FlagsService, type PageQuery } from './flags.service.js';

@Controller('api/v1/projects/:project/flags')
export class FlagsController {
  constructor(
    private readonly flags: FlagsService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: flagPageSchema, description: 'The flags of the project, by key' })
  list(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
    @Query({ schema: flagsQuerySchema }) query: FlagsQuery,
  ): Promise<FlagPage> {
    return this.flags.list(actor, project, query);
  }

  @Post()
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    status: 201,
    schema: flagSchema,
    description: 'The new flag, disabled in every environment',
    errors: ['ALREADY_EXISTS', 'INVALID_FLAG_KEY', ...FLAG_REFUSALS.definition],
  })
  create(
    @Param('project') project: string,
    @Body({ schema: createFlagSchema }) body: CreateFlag,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Flag>> {
    return this.executor.execute(commandOf('flag.create', { project }, body), context);
  }

  @Get(':flag')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: flagSchema, description: 'The flag; archived ones too' })
  read(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
    @Param('flag') flag: string,
  ): Promise<Flag> {
    return this.flags.read(actor, project, flag);
  }

  @Patch(':flag')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    schema: flagSchema,
    description: 'The flag after the change, in all environments at once',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'IN_USE', ...FLAG_REFUSALS.definition],
  })
  update(
    @Param() { project, flag }: { project: string; flag: string },
    @IfMatch() baseVersion: number,
    @Body({ schema: updateFlagSchema }) body: UpdateFlag,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Flag>> {
    const command = commandOf('flag.update', { project, flag }, body, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post(':flag/archive')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    schema: flagSchema,
    description: 'The archived flag: no environment serves it',
    errors: ['REQUIRED_BY_OTHERS'],
  })
  archive(
    @Param() { project, flag }: { project: string; flag: string },
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Flag>> {
    return this.executor.execute(commandOf('flag.archive', { project, flag }, body), context);
  }

  @Post(':flag/restore')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    schema: flagSchema,
    description: 'The flag, served again as it was before it was archived',
    errors: [...FLAG_REFUSALS.definition, ...FLAG_REFUSALS.config],
  })
  restore(
    @Param() { project, flag }: { project: string; flag: string },
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Flag>> {
    return this.executor.execute(commandOf('flag.restore', { project, flag }, body), context);
  }

  @Delete(':flag')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    status: 204,
    schema: null,
    description: 'The archived flag is gone, with its history',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'NOT_ARCHIVED', 'REQUIRED_BY_OTHERS'],
  })
  delete(
    @Param() { project, flag }: { project: string; flag: string },
    @IfMatch() baseVersion: number,
    @Query({ schema: deletionQuerySchema }) { comment }: DeletionQuery,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<{ key: string }>> {
    const command = commandOf('flag.delete', { project, flag }, { comment }, baseVersion);
    return this.executor.execute(command, context);
  }

  @Get(':flag/history')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: flagHistorySchema, description: 'Versions of the definition, newest first' })
  history(
    @Param() { project, flag }: { project: string; flag: string },
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ): Promise<FlagHistory> {
    return this.flags.versions(project, flag, query);
  }

  @Post(':flag/revert')
  @Access({ role: 'editor', scope: 'project' })
  @Sends({
    schema: flagSchema,
    description: 'The flag with the definition of that version, as a new version',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'REVERT_IMPOSSIBLE'],
  })
  revert(
    @Param() { project, flag }: { project: string; flag: string },
    @IfMatch() baseVersion: number,
    @Body({ schema: revertFlagSchema }) body: RevertFlag,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Flag>> {
    const command = commandOf('flag.revert', { project, flag }, body, baseVersion);
    return this.executor.execute(command, context);
  }
}
