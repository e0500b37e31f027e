import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  pushedFlagHealthSchema,
  pushHealthSchema,
  type PushedFlagHealth,
  type PushHealth,
} from '@sluice/protocol';
import { Access, Context, Sends, type RequestContext } from '../../platform/http/index.js';
import { CommandExecutor, type CommandOutcome } from '../commands/index.js';
import type { RolloutPlace } from './rollout-view.js';

/** Health of a flag, pushed by those who need not know whether a rollout is under way. */
@Controller('api/v1/projects/:project/environments/:environment/flags/:flag/health')
export class FlagHealthController {
  constructor(private readonly executor: CommandExecutor) {}

  @Post()
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    schema: pushedFlagHealthSchema,
    description: 'The rollouts under way, with the guards that took a reading',
    errors: ['ARCHIVED'],
  })
  push(
    @Param() { project, environment, flag }: RolloutPlace & { readonly flag: string },
    @Body({ schema: pushHealthSchema }) body: PushHealth,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<PushedFlagHealth>> {
    const target = { project, environment, flag };
    const command = { kind: 'flag.push-health', target, baseVersion: null, payload: body };
    return this.executor.execute(command, context);
  }
}
