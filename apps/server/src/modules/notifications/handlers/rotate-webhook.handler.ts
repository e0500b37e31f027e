import type { CreatedWebhook, RotateWebhook } from '@sluice/protocol';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { newWebhookSecret } from '../sign-webhook.js';
import { auditedWebhook, webhookOf } from '../webhook.row.js';
import type { WebhookWriter } from '../webhook-writer.js';

const HOUR_MS = 3_600_000;

/** What `webhook.rotate` takes. */
export type RotateWebhookPayload = Pick<RotateWebhook, 'overlapHours'>;

/** `webhook.rotate`: a new secret; requests carry a signature by the old one too until the overlap is over. */
export class RotateWebhookHandler implements CommandHandler<RotateWebhookPayload, CreatedWebhook> {
  readonly kind = 'webhook.rotate';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(private readonly writer: WebhookWriter) {}

  secretId({ id }: CreatedWebhook): string {
    return id;
  }

  async handle(
    unit: WriteUnit,
    { target, payload }: Command<RotateWebhookPayload>,
  ): Promise<CreatedWebhook> {
    const { writer } = this;
    const before = await writer.load(unit, target.id);
    const secret = newWebhookSecret();
    const until = new Date(unit.now.getTime() + payload.overlapHours * HOUR_MS);
    const box = writer.box.close(secret, `${before.id} secret`);
    const after = await writer.webhooks.rotate(unit.sql, before.id, {
      secret: box,
      until,
      at: unit.now,
    });
    unit.audit({
      action: this.kind,
      resource: `webhook:${before.id}`,
      before: auditedWebhook(before),
      after: auditedWebhook(after),
      details: { oldSecretUntil: until.toISOString() },
    });
    return { ...webhookOf(after), secret };
  }
}
