import { setTimeout as delay } from 'node:timers/promises';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../../platform/logging/index.js';
import type { ClaimedDelivery, DeliveryQueue } from './delivery-queue.js';
import type { DeliveryTraffic } from './delivery-traffic.js';
import { DISABLED_AFTER_DAYS, retryAfterMs } from './domain/retry.js';
import type { WebhookSender } from './webhook-sender.js';

const POLL_MS = 500;
const MOST_AT_ONCE = 32;
const DEPTH_EVERY_MS = 10_000;
const PRUNE_EVERY_MS = 3_600_000;
const LEAVING_MS = 1_000;

/** What a worker is made of. */
export interface WorkerParts {
  readonly queue: DeliveryQueue;
  readonly sender: WebhookSender;
  readonly traffic: DeliveryTraffic;
  /** Gives up a receiver for which nothing has arrived in days. */
  readonly giveUp: (claimed: ClaimedDelivery) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Sends what is due. Every replica has one; they share the queue through the database. Nothing is sent
 * inside a transaction, and what was sent but not recorded, because the process was killed between the
 * two, is sent again: at least once.
 */
export class DeliveryWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #claiming: Promise<void> | null = null;
  #failing = false;
  #stopped = false;

  constructor(private readonly parts: WorkerParts) {}

  onApplicationBootstrap(): void {
    const { queue, traffic } = this.parts;
    const measure = async (): Promise<void> => {
      traffic.depth = await queue.depth();
    };
    this.#every(POLL_MS, () => this.wake());
    this.#every(DEPTH_EVERY_MS, () => this.#guarded(measure));
    this.#every(PRUNE_EVERY_MS, () => this.#guarded(() => queue.prune()));
  }

  /** Lets what is under way end for a second; the rest, and what takes longer, waits in the queue. */
  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#claiming;
    const patience = new AbortController();
    const over = delay(LEAVING_MS, undefined, patience).catch(() => undefined);
    await Promise.race([Promise.all(this.#underWay), over]);
    patience.abort();
  }

  /** Claims what is due now; does not wait until it is sent. */
  wake(): Promise<void> {
    this.#claiming ??= this.#claim().finally(() => {
      this.#claiming = null;
    });
    return this.#claiming;
  }

  async #claim(): Promise<void> {
    const room = MOST_AT_ONCE - this.#underWay.size;
    if (this.#stopped || room <= 0) return;
    await this.#guarded(async () => {
      for (const claimed of await this.parts.queue.claim(room)) this.#begin(claimed);
    });
  }

  #begin(claimed: ClaimedDelivery): void {
    const sending = this.#guarded(() => this.#deliver(claimed)).finally(() => {
      this.#underWay.delete(sending);
      // The same receiver may have more that is due.
      void this.wake();
    });
    this.#underWay.add(sending);
  }

  async #deliver(claimed: ClaimedDelivery): Promise<void> {
    const { queue, sender, traffic, giveUp } = this.parts;
    const outcome = await sender.send(claimed);
    const givenUp = await queue.record(claimed, outcome, DISABLED_AFTER_DAYS);
    const last = retryAfterMs(claimed.delivery.tries, 0) === null;
    traffic.count(outcome.error === null ? 'delivered' : last ? 'failed' : 'retried');
    if (givenUp) await giveUp(claimed);
  }

  /** `work` never rejects. */
  #every(intervalMs: number, work: () => Promise<void>): void {
    this.#timers.push(setInterval(() => void work(), intervalMs).unref());
  }

  /** The database may be away: one warning, and on it goes when it is back. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#failing = false;
    } catch (error) {
      const { logger } = this.parts;
      if (!this.#failing && !this.#stopped)
        logger.warn({ err: error }, 'webhooks are not sent; trying again');
      this.#failing = true;
    }
  }
}
