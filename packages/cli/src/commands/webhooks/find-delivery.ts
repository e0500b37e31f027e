import type { Delivery, DeliveryDetail, Webhook } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { webhookPath } from './find-webhook.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BEGINNING = /^[0-9a-f][0-9a-f-]{3,}$/i;
const SEARCHED = 1_000;

/** The delivery that `wanted` stands for: its id, its number (`12`, `#12`), or the beginning of its id, among the last thousand. */
export async function findDelivery(
  context: CommandContext,
  { id, name }: Webhook,
  wanted: string,
): Promise<Delivery> {
  const path = `${await webhookPath(context, id)}/deliveries`;
  if (UUID.test(wanted)) return context.api.get<DeliveryDetail>(`${path}${pathOf`/${wanted}`}`);
  const { items } = await context.api.list<Delivery>(path, {}, SEARCHED);
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  const matching = items.filter(
    (one) =>
      String(one.sequence) === number || (BEGINNING.test(wanted) && one.id.startsWith(wanted)),
  );
  const [found, ...others] = matching;
  if (found !== undefined && others.length === 0) return found;
  throw usageError(
    found === undefined
      ? `Webhook ${name} has no delivery '${wanted}'.`
      : `Several deliveries begin with '${wanted}'.`,
    `\`sluice webhooks deliveries ${id}${context.repeated}\` shows them.`,
  );
}
