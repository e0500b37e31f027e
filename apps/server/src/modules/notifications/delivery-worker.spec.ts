import type { Logger } from '../../platform/logging/index.js';
import type { DeliveryQueue } from './delivery-queue.js';
import { DeliveryTraffic } from './delivery-traffic.js';
import { DeliveryWorker } from './delivery-worker.js';
import type { WebhookSender } from './webhook-sender.js';

/** A queue in a database that is away until told otherwise. */
class FakeQueue {
  isAway = true;

  claim(): Promise<[]> {
    return this.isAway ? Promise.reject(new Error('away')) : Promise.resolve([]);
  }
  depth(): Promise<{ waiting: number; late: number }> {
    return this.isAway
      ? Promise.reject(new Error('away'))
      : Promise.resolve({ waiting: 0, late: 0 });
  }
}

describe('a delivery worker', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('warns once per outage of the database, however often it tries', async () => {
    const queue = new FakeQueue();
    const warnings: string[] = [];
    const logger = { warn: (_: object, text: string) => warnings.push(text) } as unknown as Logger;
    const worker = new DeliveryWorker({
      queue: queue as unknown as DeliveryQueue,
      sender: null as unknown as WebhookSender,
      traffic: new DeliveryTraffic(),
      giveUp: () => Promise.resolve(),
      logger,
    });
    worker.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(30_000);
    expect(warnings).toEqual(['webhooks are not sent; trying again']);
    queue.isAway = false;
    await jest.advanceTimersByTimeAsync(1_000);
    queue.isAway = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(warnings).toHaveLength(2);
    await worker.onApplicationShutdown();
  });
});
