import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  moveRolloutSchema,
  pushedHealthSchema,
  pushHealthSchema,
  rollbackRolloutSchema,
  rolloutDetailSchema,
  rolloutPageSchema,
  rolloutQuerySchema,
  rolloutSchema,
  startRolloutSchema,
  type BareWrite,
  type MoveRollout,
  type PushedHealth,
  type PushHealth,
  type RollbackRollout,
  type RolloutDetail,
  type RolloutPage,
  type RolloutQuery,
  type RolloutView,
  type StartRollout,
} from '@sluice/protocol';
import {
  Access,
  Context,
  IdParam,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CommandExecutor, commandOf, type CommandOutcome } from '../commands/index.js';
import { RolloutStarter } from './rollout-starter.js';
import type { RolloutPlace } from './rollout-view.js';
import { RolloutsReader } from './rollouts.reader.js';

const moved = (description: string) =>
  ({
    schema: rolloutSchema,
    description,
    errors: ['ROLLOUT_STATE', 'ROLLOUT_ENDED', 'ROLLOUT_STEP_CHANGED'],
  }) as const;

/** Guarded rollouts of one environment. */
@Controller('api/v1/projects/:project/environments/:environment/rollouts')
export class RolloutsController {
  constructor(
    private readonly reader: RolloutsReader,
    private readonly executor: CommandExecutor,
    private readonly starter: RolloutStarter,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: rolloutPageSchema, description: 'Rollouts, newest first' })
  list(
    @Param() place: RolloutPlace,
    @Query({ schema: rolloutQuerySchema }) query: RolloutQuery,
  ): Promise<RolloutPage> {
    return this.reader.list(place, query);
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'environment' })
  @Reads({ schema: rolloutDetailSchema, description: 'A rollout with its history and checks' })
  read(@Param() place: RolloutPlace, @IdParam() id: string): Promise<RolloutDetail> {
    return this.reader.read(place, id);
  }

  @Post()
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    status: 201,
    schema: rolloutSchema,
    description: 'The rollout, begun or scheduled; its plan with times',
    errors: [
      'ARCHIVED',
      'ROLLOUT_ACTIVE',
      'ROLLOUT_NO_DATA',
      'ROLLOUT_WITHOUT_EFFECT',
      'SHUTDOWN_ENGAGED',
      'INVALID_STEPS',
      'INVALID_WAIT',
      'INVALID_START',
      'INVALID_GUARD',
      'UNKNOWN_RULE',
      'SERVE_REQUIRED',
      'UNKNOWN_PROMETHEUS',
      'EGRESS_REFUSED',
    ],
  })
  start(
    @Param() place: RolloutPlace,
    @Body({ schema: startRolloutSchema }) body: StartRollout,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    return this.starter.start(place, body, context);
  }

  @Post(':id/pause')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends(moved('Paused at its present percentage'))
  pause(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    return this.executor.execute(commandOf('rollout.pause', addressed(place, id), body), context);
  }

  @Post(':id/resume')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    ...moved('Running again'),
    errors: ['ROLLOUT_STATE', 'ROLLOUT_ENDED', 'FLAG_DISABLED', 'SHUTDOWN_ENGAGED'],
  })
  resume(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    return this.executor.execute(commandOf('rollout.resume', addressed(place, id), body), context);
  }

  @Post(':id/abort')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends(moved('Ended; the percentage stays'))
  abort(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    return this.executor.execute(commandOf('rollout.abort', addressed(place, id), body), context);
  }

  @Post(':id/advance')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    ...moved('At the next planned percentage, if it is healthy now'),
    errors: [
      'ROLLOUT_STATE',
      'ROLLOUT_ENDED',
      'ROLLOUT_STEP_CHANGED',
      'ROLLOUT_NOT_HEALTHY',
      'FLAG_DISABLED',
      'SHUTDOWN_ENGAGED',
    ],
  })
  advance(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: moveRolloutSchema }) body: MoveRollout,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    return this.executor.execute(commandOf('rollout.advance', addressed(place, id), body), context);
  }

  @Post(':id/step-back')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends(moved('At the planned percentage below; rolled back the second time'))
  stepBack(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: moveRolloutSchema }) body: MoveRollout,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    const command = commandOf('rollout.step-back', addressed(place, id), body);
    return this.executor.execute(command, context);
  }

  @Post(':id/rollback')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    ...moved('Taken back, wholly or to a percentage'),
    errors: ['ROLLOUT_STATE', 'ROLLOUT_ENDED', 'INVALID_ROLLBACK_TARGET'],
  })
  rollback(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: rollbackRolloutSchema }) body: RollbackRollout,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<RolloutView>> {
    const kind = body.to === undefined ? 'rollout.rollback' : 'rollout.rollback-to';
    return this.executor.execute(commandOf(kind, addressed(place, id), body), context);
  }

  @Post(':id/health')
  @Access({ role: 'operator', scope: 'environment' })
  @Sends({
    schema: pushedHealthSchema,
    description: 'The guards that took a reading',
    errors: ['ROLLOUT_ENDED'],
  })
  pushHealth(
    @Param() place: RolloutPlace,
    @IdParam() id: string,
    @Body({ schema: pushHealthSchema }) body: PushHealth,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<PushedHealth>> {
    const target = addressed(place, id);
    const command = { kind: 'rollout.push-health', target, baseVersion: null, payload: body };
    return this.executor.execute(command, context);
  }
}

function addressed(place: RolloutPlace, id: string) {
  return { ...place, id };
}
