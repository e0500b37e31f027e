import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { writeChange } from '../../command/write-change.js';
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
  const before = await findWebhook(context, args[0] ?? '');
  const path = await webhookPath(context, before.id);
  await writeChange(context, { before, method: 'PATCH', path, body }, options);
}
