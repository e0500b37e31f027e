import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  bareWriteSchema,
  deliveriesQuerySchema,
  deliveryDetailSchema,
  deliveryPageSchema,
  deliverySchema,
  type BareWrite,
  type DeliveriesQuery,
  type Delivery,
  type DeliveryDetail,
  type DeliveryPage,
} from '@sluice/protocol';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import {
  Access,
  Context,
  IdParam,
  Reads,
  Sends,
  type RequestContext,
} from '../../platform/http/index.js';
import { CurrentActor, PlaceDirectory, roleAt, type Actor } from '../auth/index.js';
import {
  CommandExecutor,
  commandOf,
  type CommandOutcome,
  type CommandTarget,
} from '../commands/index.js';
import { WebhooksService } from './webhooks.service.js';

const DeliveryParam = (): ParameterDecorator => Param('delivery', { schema: z.uuid() });

/** What was sent to a webhook. */
@Controller('api/v1/projects/:project/webhooks/:id')
export class DeliveriesController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly executor: CommandExecutor,
    private readonly places: PlaceDirectory,
  ) {}

  @Post('test')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 202,
    schema: deliverySchema,
    description:
      'The delivery of a test event, which is sent at once; read it to see what came of it',
    errors: ['WEBHOOK_DISABLED'],
  })
  test(
    @Param() target: CommandTarget,
    @IdParam() _id: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Delivery>> {
    return this.executor.execute(commandOf('webhook.test', target, body), context);
  }

  @Get('deliveries')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({
    schema: deliveryPageSchema,
    description: 'Deliveries of the last 30 days, newest first',
    errors: ['FORBIDDEN'],
  })
  async list(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
    @IdParam() id: string,
    @Query({ schema: deliveriesQuerySchema }) query: DeliveriesQuery,
  ): Promise<DeliveryPage> {
    await this.#requireWholeProject(actor, project);
    return this.webhooks.log({ project, id }, query);
  }

  @Get('deliveries/:delivery')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({
    schema: deliveryDetailSchema,
    description: 'The delivery with its event and every attempt',
    errors: ['FORBIDDEN'],
  })
  async read(
    @CurrentActor() actor: Actor,
    @Param('project') project: string,
    @IdParam() id: string,
    @DeliveryParam() delivery: string,
  ): Promise<DeliveryDetail> {
    await this.#requireWholeProject(actor, project);
    return this.webhooks.delivery({ project, id }, delivery);
  }

  @Post('deliveries/:delivery/redeliver')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 202,
    schema: deliverySchema,
    description: 'The delivery, sent again at once with the same event id',
    errors: ['WEBHOOK_DISABLED'],
  })
  redeliver(
    @Param() target: CommandTarget,
    @DeliveryParam() delivery: string,
    @Body({ schema: bareWriteSchema }) body: BareWrite,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Delivery>> {
    const command = commandOf('webhook.redeliver', target, { ...body, delivery });
    return this.executor.execute(command, context);
  }

  /** Deliveries tell of every environment: a role in one of them is not enough. */
  async #requireWholeProject({ grants }: Actor, project: string): Promise<void> {
    if (roleAt(grants, await this.places.project(project)) !== null) return;
    const message = `Deliveries tell of all environments: this needs the role viewer for project ${project}. Ask an admin for a grant.`;
    throw new AppError('FORBIDDEN', { project, needed: 'viewer', held: null }, { message });
  }
}
