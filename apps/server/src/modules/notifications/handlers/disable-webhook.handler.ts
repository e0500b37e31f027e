import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { auditedWebhook } from '../webhook.row.js';
import type { WebhookWriter } from '../webhook-writer.js';

/** What `webhook.disable` takes. */
export interface DisableWebhookPayload {
  readonly reason: string;
}

/** `webhook.disable`: the server gives a receiver up; the project's other webhooks are told. */
export class DisableWebhookHandler implements CommandHandler<DisableWebhookPayload, null> {
  readonly kind = 'webhook.disable';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;
  readonly allowsArchived = true;

  constructor(private readonly writer: WebhookWriter) {}

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<DisableWebhookPayload>,
  ): Promise<null> {
    const { webhooks } = this.writer;
    const row = await this.writer.load(unit, target.id);
    if (!row.enabled) return null;
    const { name, format, url, url_hint: urlHint, events, environments } = row;
    const settings = { name, format, url, urlHint, events, environments, enabled: false };
    const disabledReason = payload.reason;
    const next = { ...settings, disabledReason };
    const after = await webhooks.update(unit.sql, row.id, next, unit.now);
    unit.audit({
      action: this.kind,
      resource: `webhook:${row.id}`,
      before: auditedWebhook(row),
      after: auditedWebhook(after),
      details: { reason: payload.reason },
    });
    return null;
  }
}
