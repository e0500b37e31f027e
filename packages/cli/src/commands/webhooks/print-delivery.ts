import type { DeliveryDetail } from '@sluice/protocol';
import type { CommandContext } from '../../command/command-context.js';
import { printableJson } from '../../terminal/printable.js';
import { t } from '../../terminal/text.js';
import { deliveryOutcome } from './delivery-outcome.js';

/** Prints a delivery: what became of it, every attempt, and the event. */
export function printDelivery({ out }: CommandContext, delivery: DeliveryDetail): void {
  out.result(delivery, () => {
    out.pairs([
      ['delivery', delivery.id],
      ['number', delivery.sequence],
      ['event', `${delivery.type}: ${delivery.title}`],
      ['state', deliveryOutcome(delivery)],
      ['next try', delivery.nextAttemptAt],
    ]);
    for (const { number, at, status, durationMs, error } of delivery.log) {
      const came = error ?? (status === null ? 'under way' : `answered ${status}`);
      const took = durationMs === null ? '' : ` in ${durationMs} ms`;
      out.line(t`  try ${number}  ${at}  ${came}${took}`);
    }
    out.line();
    out.raw(`${printableJson(delivery.event)}\n`);
  });
}
