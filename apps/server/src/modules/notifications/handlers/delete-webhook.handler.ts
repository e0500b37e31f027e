import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { auditedWebhook } from '../webhook.row.js';
import type { WebhookWriter } from '../webhook-writer.js';

/** `webhook.delete`: with its queue and its log; what was under way may still arrive. */
export class DeleteWebhookHandler implements CommandHandler<unknown, { id: string }> {
  readonly kind = 'webhook.delete';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(private readonly writer: WebhookWriter) {}

  async handle(unit: WriteUnit, { target }: Command): Promise<{ id: string }> {
    const row = await this.writer.load(unit, target.id);
    const resource = `webhook:${row.id}`;
    await unit.requireVersion(row.version, { resource });
    await this.writer.webhooks.delete(unit.sql, row.id);
    unit.audit({ action: this.kind, resource, before: auditedWebhook(row), after: null });
    return { id: row.id };
  }
}
