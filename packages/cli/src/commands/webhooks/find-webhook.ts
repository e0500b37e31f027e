import type { Webhook } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { chosenByName } from '../../command/chosen-by-name.js';
import type { CommandContext } from '../../command/command-context.js';

/** Path of all webhooks of the project. */
export async function webhooksPath(context: CommandContext): Promise<string> {
  return `${await context.projectPath()}/webhooks`;
}

/** Path of one webhook, with what follows. */
export async function webhookPath(context: CommandContext, id: string): Promise<string> {
  return `${await webhooksPath(context)}${pathOf`/${id}`}`;
}

/** The webhook that `wanted` stands for: its id, the beginning of it, or its name. */
export async function findWebhook(context: CommandContext, wanted: string): Promise<Webhook> {
  const { items } = await context.api.list<Webhook>(await webhooksPath(context));
  const list = `sluice webhooks list${context.repeated}`;
  return chosenByName(items, wanted, { noun: 'webhook', list });
}
