import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, DeliveryDetail, Webhook } from '@sluice/protocol';
import { pathOf } from '../../api/api-request.js';
import type { Input } from '../../command/action.js';
import type { CommandContext } from '../../command/command-context.js';
import { EXIT, type ExitCode } from '../../command/exit-codes.js';
import { write } from '../../command/write.js';
import type { WriteOptions } from '../../command/write-options.js';
import { t } from '../../terminal/text.js';
import { noteOutcome } from '../../words/note-outcome.js';
import { deliveryOutcome } from './delivery-outcome.js';
import { findDelivery } from './find-delivery.js';
import { findWebhook, webhookPath } from './find-webhook.js';

// An attempt ends after 5 s; a queue that is behind needs a little more.
const PATIENCE_MS = 10_000;
const EVERY_MS = 250;

/** Sends a test event and waits for what comes of it; exit code 1 where it did not arrive. */
export async function testWebhook(
  context: CommandContext,
  { args, options }: Input<WriteOptions>,
): Promise<ExitCode> {
  const webhook = await findWebhook(context, args[0] ?? '');
  const path = `${await webhookPath(context, webhook.id)}/test`;
  return send(context, { webhook, path, before: 0 }, options);
}

/** Sends a delivery again and waits for what comes of it; exit code 1 where it did not arrive. */
export async function redeliver(
  context: CommandContext,
  { args: [name = '', wanted = ''], options }: Input<WriteOptions>,
): Promise<ExitCode> {
  const webhook = await findWebhook(context, name);
  const { id, attempts } = await findDelivery(context, webhook, wanted);
  const path = `${await webhookPath(context, webhook.id)}${pathOf`/deliveries/${id}/redeliver`}`;
  return send(context, { webhook, path, before: attempts }, options);
}

interface Sending {
  readonly webhook: Webhook;
  readonly path: string;
  /** Attempts that had been made before. */
  readonly before: number;
}

async function send(
  context: CommandContext,
  { webhook, path, before }: Sending,
  options: WriteOptions,
): Promise<ExitCode> {
  const written = await write<Delivery>(context, { method: 'POST', path }, options);
  if (written.dryRun) {
    context.out.result(written.answer, () =>
      context.out.line(t`would send ${written.result.title}`),
    );
    noteOutcome(context, written);
    return EXIT.completed;
  }
  const { id } = written.result;
  const delivery = await settled(
    context,
    `${await webhookPath(context, webhook.id)}${pathOf`/deliveries/${id}`}`,
    before,
  );
  const { out } = context;
  const arrived = delivery.state === 'delivered';
  out.result(delivery, () => {
    const mark = arrived ? out.paint.green('arrived') : out.paint.red('NOT ARRIVED');
    out.line(t`${mark}  ${delivery.title}  ${deliveryOutcome(delivery)}`);
  });
  return arrived ? EXIT.completed : EXIT.failed;
}

/** The delivery once a further attempt has ended, or after ten seconds. */
async function settled(
  { api, signal }: CommandContext,
  path: string,
  before: number,
): Promise<DeliveryDetail> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const delivery = await api.get<DeliveryDetail>(path);
    const last = delivery.log.at(-1);
    const isOver = delivery.attempts > before && (last?.status ?? last?.error ?? null) !== null;
    if (isOver || performance.now() > deadline) return delivery;
    await sleep(EVERY_MS, undefined, { signal });
  }
}
