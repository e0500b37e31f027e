import type { Webhook } from '@sluice/protocol';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { findWebhook } from './find-webhook.js';

/** Prints all that is known of a webhook. */
export async function getWebhook(context: CommandContext, { args }: Input<object>): Promise<void> {
  const webhook = await findWebhook(context, args[0] ?? '');
  const { out } = context;
  out.result(webhook, () => {
    out.pairs([
      ['webhook', out.paint.bold(webhook.name)],
      ['id', webhook.id],
      ['to', `${webhook.urlHint} (host and end: the rest may be a secret)`],
      ['format', webhook.format],
      ['events', webhook.events.includes('*') ? 'all' : webhook.events.join(', ')],
      ['environments', webhook.environments === null ? 'all' : webhook.environments.join(', ')],
      ['state', stateText(webhook)],
      ['failing since', webhook.failingSince],
      ['waiting', webhook.waiting],
      ['events so far', webhook.sequence],
      ['created', `${webhook.createdAt} by ${webhook.createdBy}`],
    ]);
  });
}

function stateText({ enabled, disabledReason }: Webhook): string {
  if (enabled) return 'enabled';
  return disabledReason === null ? 'disabled' : `disabled by the server: ${disabledReason}`;
}
