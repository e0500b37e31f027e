import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  shutdownReasonSchema,
  shutdownResultSchema,
  shutdownsSchema,
  type ShutdownReason,
  type ShutdownResult,
  type Shutdowns,
} from '@sluice/protocol';
import { Database } from '../../platform/database/database.js';
import { Access, Context, Reads, Sends, type RequestContext } from '../../platform/http/index.js';
import { canSee, CurrentActor, PlaceDirectory, type Actor } from '../auth/index.js';
import {
  CommandExecutor,
  commandOf,
  type CommandOutcome,
  type CommandTarget,
} from '../commands/index.js';
import { ShutdownRepository } from './shutdown.repository.js';

const ENGAGED = {
  schema: shutdownResultSchema,
  description: 'Engaged; what stood already is unchanged',
};
const RELEASED = {
  schema: shutdownResultSchema,
  description: 'Released; flags answer by their rules again',
  errors: ['SHUTDOWN_HELD'],
} as const;

/** The emergency shutdown: of one environment, or of all in a project at once. */
@Controller('api/v1/projects/:project')
export class ShutdownController {
  constructor(
    private readonly database: Database,
    private readonly repository: ShutdownRepository,
    private readonly executor: CommandExecutor,
    private readonly places: PlaceDirectory,
  ) {}

  @Get('shutdown')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: shutdownsSchema, description: 'The shutdown of every environment' })
  async readAll(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
  ): Promise<Shutdowns> {
    const { items, holders } = await this.#read(project, null);
    const visible = await Promise.all(
      items.map(async (item) =>
        canSee(actor.grants, await this.places.environment(project, item.environment)),
      ),
    );
    return { items: items.filter((_, index) => visible[index] === true), holders };
  }

  @Post('shutdown/engage')
  @Access({ role: 'operator', scope: 'project' })
  @Sends(ENGAGED)
  engageAll(
    @Param() target: CommandTarget,
    @Body({ schema: shutdownReasonSchema }) body: ShutdownReason,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<ShutdownResult>> {
    return this.executor.execute(commandOf('shutdown.engage-project', target, body), context);
  }

  @Post('shutdown/release')
  @Access({ role: 'operator', scope: 'project' })
  @Sends(RELEASED)
  releaseAll(
    @Param() target: CommandTarget,
    @Body({ schema: shutdownReasonSchema }) body: ShutdownReason,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<ShutdownResult>> {
    return this.executor.execute(commandOf('shutdown.release-project', target, body), context);
  }

  @Get('environments/:environment/shutdown')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: shutdownsSchema, description: 'The shutdown of this environment' })
  read(@Param() { project = '', environment = '' }: CommandTarget): Promise<Shutdowns> {
    return this.#read(project, environment);
  }

  @Post('environments/:environment/shutdown/engage')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends(ENGAGED)
  engage(
    @Param() target: CommandTarget,
    @Body({ schema: shutdownReasonSchema }) body: ShutdownReason,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<ShutdownResult>> {
    return this.executor.execute(commandOf('shutdown.engage', target, body), context);
  }

  @Post('environments/:environment/shutdown/release')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends(RELEASED)
  release(
    @Param() target: CommandTarget,
    @Body({ schema: shutdownReasonSchema }) body: ShutdownReason,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<ShutdownResult>> {
    return this.executor.execute(commandOf('shutdown.release', target, body), context);
  }

  async #read(project: string, environment: string | null): Promise<Shutdowns> {
    return this.database.transaction(async (sql) => ({
      items: await this.repository.states(sql, project, environment),
      holders: await this.repository.holders(sql),
    }));
  }
}
