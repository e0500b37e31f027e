import { DeliveryQueue } from '../../src/modules/notifications/delivery-queue.js';
import { DeliveryTraffic } from '../../src/modules/notifications/delivery-traffic.js';
import { DeliveryWorker } from '../../src/modules/notifications/delivery-worker.js';
import { SecretBox } from '../../src/modules/notifications/secret-box.js';
import { WebhookSender } from '../../src/modules/notifications/webhook-sender.js';
import { createPool } from '../../src/platform/database/create-pool.js';
import { Database } from '../../src/platform/database/database.js';
import { EgressClient } from '../../src/platform/egress/index.js';
import type { Logger } from '../../src/platform/logging/index.js';

const SILENT = { warn: () => undefined } as unknown as Logger;

/** What delivers webhooks, on a database, without the rest of a server. */
export function openDeliveries(url: string, leaseMs: number) {
  const database = new Database(createPool({ connectionString: url }, 5));
  const box = new SecretBox(Buffer.alloc(32, 7));
  const egress = new EgressClient({ allows: () => true }, 1_000);
  const queue = new DeliveryQueue(database, leaseMs, () => 0.5);
  const sender = new WebhookSender({ egress, box, publicUrl: null, version: 'test' });
  const givenUp: string[] = [];
  const giveUp = ({ webhook }: { webhook: { id: string } }): Promise<void> => {
    givenUp.push(webhook.id);
    return Promise.resolve();
  };
  const traffic = new DeliveryTraffic();
  const worker = new DeliveryWorker({ queue, sender, traffic, giveUp, logger: SILENT });
  return { database, box, queue, worker, traffic, givenUp };
}
