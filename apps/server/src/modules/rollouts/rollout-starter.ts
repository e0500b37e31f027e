import { Injectable } from '@nestjs/common';
import type { RolloutView, StartRollout } from '@sluice/protocol';
import type { RequestContext } from '../../platform/http/index.js';
import { PlaceDirectory } from '../auth/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { overTemplate } from './domain/plan/plan-asked.js';
import type { RolloutPlace } from './rollout-view.js';
import { StartSources } from './sources/start-sources.js';
import { TemplatesRepository } from './templates/templates.repository.js';

/** Starts rollouts: asks the sources of their guards first, since a transaction must not wait for a network. */
@Injectable()
export class RolloutStarter {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly sources: StartSources,
    private readonly templates: TemplatesRepository,
    private readonly places: PlaceDirectory,
  ) {}

  async start(
    place: RolloutPlace,
    body: StartRollout,
    context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    if (!body.allowNoData)
      await this.sources.requireReadings(await this.#guards(place.project, body));
    return this.executor.execute(commandOf('rollout.start', { ...place }, body), context);
  }

  async #guards(project: string, body: StartRollout) {
    if (body.template === undefined || body.guards !== undefined) return body.guards ?? [];
    const { projectId } = await this.places.project(project);
    const { reading } = this.templates;
    const template = await this.templates.find(reading, projectId ?? '', body.template);
    return overTemplate(body, template?.plan ?? {}).guards ?? [];
  }
}
