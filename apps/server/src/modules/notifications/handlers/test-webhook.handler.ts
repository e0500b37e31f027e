import { randomUUID } from 'node:crypto';
import type { Delivery } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DeliveriesRepository } from '../deliveries.repository.js';
import { deliveryOf } from '../delivery.row.js';
import { titleOf } from '../domain/title-of.js';
import type { WebhookEvent } from '../domain/webhook-event.js';
import type { WebhookWriter } from '../webhook-writer.js';

/** `webhook.test`: queues an event that says that it is only a test. */
export class TestWebhookHandler implements CommandHandler<unknown, Delivery> {
  readonly kind = 'webhook.test';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writer: WebhookWriter,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<Delivery> {
    const { id, name, enabled } = await this.writer.load(unit, target.id);
    if (!enabled) throw new AppError('WEBHOOK_DISABLED', { webhook: id });
    const row = await this.deliveries.add(unit.sql, id, testEvent(unit, name));
    const resource = `webhook:${id}`;
    const details = { delivery: row.id };
    unit.audit({ action: this.kind, resource, before: null, after: null, details });
    return deliveryOf(row);
  }
}

function testEvent(
  { project, actor, requestId, now, comment }: WriteUnit,
  name: string,
): WebhookEvent {
  return {
    id: randomUUID(),
    type: 'webhook.test',
    timestamp: now.toISOString(),
    title: titleOf('webhook.test', { subject: name, where: '', data: {} }),
    reason: comment,
    project: project?.key ?? '',
    environment: null,
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    requestId,
    data: { webhook: name },
  };
}
