import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/index.js';
import { Database } from '../../platform/database/database.js';
import { EgressClient, egressPolicy } from '../../platform/egress/index.js';
import { LOGGER, type Logger } from '../../platform/logging/index.js';
import { SERVER_VERSION } from '../../platform/version.js';
import { ChangeOutbox, CommandExecutor } from '../commands/index.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryTraffic } from './delivery-traffic.js';
import { DeliveryWorker } from './delivery-worker.js';
import { giveUpWith } from './give-up.js';
import { SqlChangeOutbox } from './sql-change-outbox.js';
import { WebhookHandlers } from './webhook-handlers.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookWriter } from './webhook-writer.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

// Longer than any attempt can take (5 s), so that nobody else sends what is still under way.
const LEASE_MS = 15_000;

/** Outgoing webhooks: who is told, what is told, and how it gets there. */
@Global()
@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    DeliveriesRepository,
    DeliveryTraffic,
    WebhookHandlers,
    WebhookWriter,
    WebhooksRepository,
    WebhooksService,
    { provide: ChangeOutbox, useClass: SqlChangeOutbox },
    {
      provide: EgressClient,
      inject: [CONFIG],
      useFactory: ({ egressAllow }: Config) => new EgressClient(egressPolicy(egressAllow)),
    },
    {
      provide: WebhookSender,
      inject: [CONFIG, EgressClient, WebhookWriter],
      useFactory: ({ publicUrl }: Config, egress: EgressClient, { box }: WebhookWriter) =>
        new WebhookSender({ egress, box, publicUrl, version: SERVER_VERSION }),
    },
    {
      provide: DeliveryQueue,
      inject: [Database],
      useFactory: (database: Database) => new DeliveryQueue(database, LEASE_MS, Math.random),
    },
    {
      provide: DeliveryWorker,
      inject: [DeliveryQueue, WebhookSender, DeliveryTraffic, Database, CommandExecutor, LOGGER],
      useFactory: (
        queue: DeliveryQueue,
        sender: WebhookSender,
        ...rest: [DeliveryTraffic, Database, CommandExecutor, Logger]
      ) => {
        const [traffic, database, executor, logger] = rest;
        const giveUp = giveUpWith({ database, executor, logger });
        return new DeliveryWorker({ queue, sender, traffic, giveUp, logger });
      },
    },
  ],
  exports: [ChangeOutbox, DeliveryTraffic],
})
export class NotificationsModule {}
