import { randomUUID } from 'node:crypto';
import type { CreatedWebhook, CreateWebhook } from '@sluice/protocol';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Command, CommandHandler, WriteUnit } from '../../commands/index.js';
import { newWebhookSecret } from '../sign-webhook.js';
import { auditedWebhook, webhookOf } from '../webhook.row.js';
import type { WebhookWriter } from '../webhook-writer.js';

const MOST_PER_PROJECT = 50;

/** What `webhook.create` takes. */
export type CreateWebhookPayload = Omit<CreateWebhook, 'comment' | 'confirm'>;

/** `webhook.create`: a webhook with a secret of its own, which is in the result and nowhere else to be read. */
export class CreateWebhookHandler implements CommandHandler<CreateWebhookPayload, CreatedWebhook> {
  readonly kind = 'webhook.create';
  readonly role = 'admin';
  readonly scope = 'project';
  readonly versioned = false;

  constructor(private readonly writer: WebhookWriter) {}

  secretId({ id }: CreatedWebhook): string {
    return id;
  }

  async handle(
    unit: WriteUnit,
    { payload }: Command<CreateWebhookPayload>,
  ): Promise<CreatedWebhook> {
    const { writer } = this;
    const projectId = unit.project?.id ?? '';
    if ((await writer.webhooks.count(unit.sql, projectId)) >= MOST_PER_PROJECT)
      throw new AppError('TOO_MANY_WEBHOOKS', { most: MOST_PER_PROJECT });
    writer.requireEnvironments(unit, payload.environments);
    const id = randomUUID();
    const secret = newWebhookSecret();
    const made = {
      id,
      projectId,
      secret: writer.box.close(secret, `${id} secret`),
      createdBy: unit.actor.name,
      at: unit.now,
    };
    const url = writer.urlColumns(id, payload.url);
    const settings = { ...payload, ...url, disabledReason: null };
    const row = await writer.webhooks.insert(unit.sql, made, settings);
    const after = auditedWebhook(row);
    unit.audit({ action: this.kind, resource: `webhook:${id}`, before: null, after });
    return { ...webhookOf(row), secret };
  }
}
