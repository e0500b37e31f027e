import type { Delivery } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import type { DeliveriesRepository } from '../deliveries.repository.js';
import { deliveryOf } from '../delivery.row.js';
import type { WebhookWriter } from '../webhook-writer.js';

/** What `webhook.redeliver` takes. */
export interface RedeliverPayload {
  readonly delivery: string;
}

/** `webhook.redeliver`: sends an event again, at once, with the id and the number that it had. */
export class RedeliverHandler implements CommandHandler<RedeliverPayload, Delivery> {
  readonly kind = 'webhook.redeliver';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(
    private readonly writer: WebhookWriter,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  async handle(unit: WriteUnit, { target, payload }: Command<RedeliverPayload>): Promise<Delivery> {
    const { id, enabled } = await this.writer.load(unit, target.id);
    const { delivery } = payload;
    const found = await this.deliveries.find(unit.sql, id, delivery);
    if (found === null) throw new AppError('NOT_FOUND', { webhook: id, delivery });
    if (!enabled) throw new AppError('WEBHOOK_DISABLED', { webhook: id });
    const row = await this.deliveries.again(unit.sql, found, unit.now);
    const resource = `webhook:${id}`;
    const details = { delivery, event: row.event_id };
    unit.audit({ action: this.kind, resource, before: null, after: null, details });
    return deliveryOf(row);
  }
}
