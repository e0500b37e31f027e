import type { Webhook } from '@sluice/protocol';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import type { Cell } from '../../terminal/text.js';
import { webhooksPath } from './find-webhook.js';

/** Lists the webhooks of the project, never their URLs or secrets. */
export async function listWebhooks(context: CommandContext): Promise<void> {
  const page = await context.api.list<Webhook>(await webhooksPath(context));
  const { out } = context;
  out.result(page, () => {
    out.table(
      ['id', 'name', 'format', 'state', 'waiting', 'environments', 'to', 'events'],
      page.items.map((one) => [
        shortId(one.id),
        out.paint.bold(one.name),
        one.format,
        stateOf(context, one),
        one.waiting,
        one.environments === null ? 'all' : one.environments.join(', '),
        one.urlHint,
        one.events.includes('*') ? 'all' : one.events.join(', '),
      ]),
    );
  });
}

function stateOf(
  { out: { paint } }: CommandContext,
  { enabled, disabledReason, failingSince }: Webhook,
): Cell {
  if (!enabled) return paint.red(disabledReason === null ? 'disabled' : 'given up');
  return failingSince === null
    ? paint.green('works')
    : paint.yellow(`failing since ${failingSince}`);
}
