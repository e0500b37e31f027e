import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandExecutor } from '../commands/index.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { CreateWebhookHandler } from './handlers/create-webhook.handler.js';
import { DeleteWebhookHandler } from './handlers/delete-webhook.handler.js';
import { DisableWebhookHandler } from './handlers/disable-webhook.handler.js';
import { RedeliverHandler } from './handlers/redeliver.handler.js';
import { RotateWebhookHandler } from './handlers/rotate-webhook.handler.js';
import { TestWebhookHandler } from './handlers/test-webhook.handler.js';
import { UpdateWebhookHandler } from './handlers/update-webhook.handler.js';
import { WebhookWriter } from './webhook-writer.js';

/** Registers every command about webhooks with the executor. */
@Injectable()
export class WebhookHandlers implements OnModuleInit {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly writer: WebhookWriter,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  onModuleInit(): void {
    const { executor, writer, deliveries } = this;
    executor.register(new CreateWebhookHandler(writer));
    executor.register(new UpdateWebhookHandler(writer));
    executor.register(new DeleteWebhookHandler(writer));
    executor.register(new RotateWebhookHandler(writer));
    executor.register(new DisableWebhookHandler(writer));
    executor.register(new TestWebhookHandler(writer, deliveries));
    executor.register(new RedeliverHandler(writer, deliveries));
  }
}
