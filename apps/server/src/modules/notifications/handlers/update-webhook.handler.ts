import type { UpdateWebhook, Webhook } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { auditedWebhook, webhookOf, type WebhookRow } from '../webhook.row.js';
import type { WebhookWriter } from '../webhook-writer.js';
import type { WebhookSettings } from '../webhooks.repository.js';

/** What `webhook.update` takes. */
export type UpdateWebhookPayload = Omit<UpdateWebhook, 'comment' | 'confirm'>;

/** `webhook.update`: anything but the secret. Enabling it again lets what still waits go out. */
export class UpdateWebhookHandler implements CommandHandler<UpdateWebhookPayload, Webhook> {
  readonly kind = 'webhook.update';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = true;

  constructor(private readonly writer: WebhookWriter) {}

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<UpdateWebhookPayload>,
  ): Promise<Webhook> {
    const { writer } = this;
    const row = await writer.load(unit, target.id);
    const resource = `webhook:${row.id}`;
    await unit.requireVersion(row.version, { resource });
    writer.requireEnvironments(unit, payload.environments ?? null);
    const settings = this.#settings(row, payload);
    const after = await writer.webhooks.update(unit.sql, row.id, settings, unit.now);
    unit.audit({
      action: this.kind,
      resource,
      before: auditedWebhook(row),
      after: auditedWebhook(after),
      details: { urlReplaced: payload.url !== undefined },
    });
    return webhookOf(after);
  }

  #settings(row: WebhookRow, payload: UpdateWebhookPayload): WebhookSettings {
    const { url, ...rest } = payload;
    const given = Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<WebhookSettings>;
    const { name, format, events, environments, enabled } = row;
    const kept = {
      name,
      format,
      url: row.url,
      urlHint: row.url_hint,
      events,
      environments,
      enabled,
    };
    const disabledReason = payload.enabled === true ? null : row.disabled_reason;
    const replaced = url === undefined ? {} : this.writer.urlColumns(row.id, url);
    return { ...kept, ...given, ...replaced, disabledReason };
  }
}
