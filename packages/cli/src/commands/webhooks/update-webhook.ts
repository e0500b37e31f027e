import type { Webhook } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printChange } from '../flags/print-change.js';
import { findWebhook, webhookPath } from './find-webhook.js';
import { webhookBody, type WebhookOptions } from './webhook-options.js';

/** Options of `webhooks update`. */
export interface UpdateWebhookOptions extends WebhookOptions {
  readonly name?: string;
  readonly enable?: boolean;
  readonly disable?: boolean;
}

/** Changes a webhook; enabled again, it gets what still waits. */
export async function updateWebhook(
  context: CommandContext,
  { args, options }: Input<UpdateWebhookOptions>,
): Promise<void> {
  const { name, enable, disable } = options;
  if (enable === true && disable === true) throw usageError('--enable or --disable, not both.');
  const body = {
    ...(name !== undefined && { name }),
    ...(await webhookBody(context, options)),
    ...(enable === true && { enabled: true }),
    ...(disable === true && { enabled: false }),
  };
  if (Object.keys(body).length === 0)
    throw usageError(
      'Nothing to change was named.',
      'sluice webhooks update --help shows what can be.',
    );
  const webhook = await findWebhook(context, args[0] ?? '');
  const path = await webhookPath(context, webhook.id);
  const request = { method: 'PATCH', path, body, ifMatch: webhook.version } as const;
  const written = await write<Webhook>(context, request, options);
  printChange(context, webhook, written);
  noteOutcome(context, written);
}
