import type { Delivery, DeliveryDetail } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import { shortId } from '../../command/chosen-credential.js';
import type { CommandContext } from '../../command/command-context.js';
import { positiveNumber } from '../../command/positive-number.js';
import type { Cell } from '../../terminal/text.js';
import { findDelivery } from './find-delivery.js';
import { findWebhook, webhookPath } from './find-webhook.js';
import { printDelivery } from './print-delivery.js';

/** Options of `webhooks deliveries`. */
export interface DeliveriesOptions {
  readonly state?: string;
  readonly limit?: string;
}

const DEFAULT_LIMIT = 20;

/** Lists what was sent to a webhook, newest first; with a delivery its event and every attempt. */
export async function deliveries(
  context: CommandContext,
  { args: [name = '', wanted], options }: Input<DeliveriesOptions>,
): Promise<void> {
  const limit = positiveNumber('--limit', options.limit) ?? DEFAULT_LIMIT;
  const webhook = await findWebhook(context, name);
  const path = `${await webhookPath(context, webhook.id)}/deliveries`;
  if (wanted !== undefined) {
    const { id } = await findDelivery(context, webhook, wanted);
    printDelivery(context, await context.api.get<DeliveryDetail>(`${path}${pathOf`/${id}`}`));
    return;
  }
  const page = await context.api.list<Delivery>(path, { state: options.state }, limit);
  const { out } = context;
  out.result(page, () => {
    out.table(
      ['#', 'id', 'at', 'event', 'state', 'tries', 'next try', 'last error', 'what'],
      page.items.map((one) => [
        one.sequence,
        shortId(one.id),
        one.createdAt,
        one.type,
        stateCell(context, one),
        one.attempts,
        one.nextAttemptAt,
        one.lastError,
        one.title,
      ]),
    );
  });
}

function stateCell({ out: { paint } }: CommandContext, { state }: Delivery): Cell {
  if (state === 'delivered') return paint.green(state);
  return state === 'failed' ? paint.red(state) : paint.yellow(state);
}
