import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  createdWebhookSchema,
  createWebhookSchema,
  deletionQuerySchema,
  pageQuerySchema,
  rotateWebhookSchema,
  updateWebhookSchema,
  webhookPageSchema,
  webhookSchema,
  type CreatedWebhook,
  type CreateWebhook,
  type DeletionQuery,
  type RotateWebhook,
  type UpdateWebhook,
  type Webhook,
  type WebhookPage,
} from '@sluice/protocol';
import type { z } from 'zod';
import {
  Access,
  Context,
  IdParam,
  IfMatch,
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
import { WebhooksService } from './webhooks.service.js';

/** Webhooks of a project. */
@Controller('api/v1/projects/:project/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly executor: CommandExecutor,
  ) {}

  @Get()
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: webhookPageSchema, description: 'Webhooks of the project, by name' })
  list(
    @Param('project') project: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<WebhookPage> {
    return this.webhooks.list(project, query);
  }

  @Post()
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 201,
    schema: createdWebhookSchema,
    description: 'The new webhook with its signing secret, which is shown this once',
    errors: ['EGRESS_REFUSED', 'NOT_FOUND', 'TOO_MANY_WEBHOOKS', 'IDEMPOTENCY_REPLAY_OF_SECRET'],
  })
  create(
    @Param('project') project: string,
    @Body({ schema: createWebhookSchema }) body: CreateWebhook,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<CreatedWebhook>> {
    return this.executor.execute(commandOf('webhook.create', { project }, body), context);
  }

  @Get(':id')
  @Access({ role: 'viewer', scope: 'project' })
  @Reads({ schema: webhookSchema, description: 'The webhook, without URL and secret' })
  read(@Param('project') project: string, @IdParam() id: string): Promise<Webhook> {
    return this.webhooks.read({ project, id });
  }

  @Patch(':id')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    schema: webhookSchema,
    description: 'The webhook after the change',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE', 'EGRESS_REFUSED'],
  })
  update(
    @Param() target: CommandTarget,
    @IfMatch() baseVersion: number,
    @Body({ schema: updateWebhookSchema }) body: UpdateWebhook,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<Webhook>> {
    return this.executor.execute(commandOf('webhook.update', target, body, baseVersion), context);
  }

  @Delete(':id')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 204,
    schema: null,
    description: 'The webhook is gone, with its queue and its log',
    errors: ['VERSION_REQUIRED', 'VERSION_STALE'],
  })
  delete(
    @Param() target: CommandTarget,
    @IfMatch() baseVersion: number,
    @Query({ schema: deletionQuerySchema }) { comment }: DeletionQuery,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<{ id: string }>> {
    const command = commandOf('webhook.delete', target, { comment }, baseVersion);
    return this.executor.execute(command, context);
  }

  @Post(':id/rotate')
  @Access({ role: 'admin', scope: 'project' })
  @Sends({
    status: 201,
    schema: createdWebhookSchema,
    description: 'The webhook with its new secret; the old one signs too until the overlap is over',
    errors: ['IDEMPOTENCY_REPLAY_OF_SECRET'],
  })
  rotate(
    @Param() target: CommandTarget,
    @IdParam() _id: string,
    @Body({ schema: rotateWebhookSchema }) body: RotateWebhook,
    @Context() context: RequestContext,
  ): Promise<CommandOutcome<CreatedWebhook>> {
    return this.executor.execute(commandOf('webhook.rotate', target, body), context);
  }
}
