import type { CreatedWebhook } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import { shortId } from '../../command/chosen-credential.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { write } from '../../command/write.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { printSecret } from '../../words/print-secret.js';
import { webhooksPath } from './find-webhook.js';
import { webhookBody, type WebhookOptions } from './webhook-options.js';

/** Options of `webhooks create`. */
export interface CreateWebhookOptions extends WebhookOptions {
  readonly disabled?: boolean;
}

/** Creates a webhook and prints the secret that its requests are signed with. */
export async function createWebhook(
  context: CommandContext,
  { args, options }: Input<CreateWebhookOptions>,
): Promise<void> {
  if (options.to === undefined)
    throw usageError('Where are events to be sent?', 'Give --to https://….');
  const body = {
    name: args[0],
    ...(await webhookBody(context, options)),
    ...(options.disabled === true && { enabled: false }),
  };
  const path = await webhooksPath(context);
  const written = await write<CreatedWebhook>(context, { method: 'POST', path, body }, options);
  const { id, name } = written.result;
  printSecret(context, written, `signing secret of webhook ${name} (id ${shortId(id)})`);
  noteOutcome(context, written);
}
