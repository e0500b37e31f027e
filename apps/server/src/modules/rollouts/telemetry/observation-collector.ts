import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { EventBatch } from '@sluice/protocol';
import type { Logger } from '../../../platform/logging/index.js';
import type { ObservationSink } from '../../usage/index.js';
import type { ObservationsRepository } from './observations.repository.js';
import type { ObservedBatch } from './observed-batch.js';

const FLUSH_MS = 500;
const PRUNE_MS = 10 * 60_000;
/** What SDKs send while the database is away is dropped beyond this: a rollout holds without it. */
const MOST_PENDING = 20_000;

/** Gathers observations and stores them twice a second, many batches in one transaction. */
export class ObservationCollector
  implements ObservationSink, OnApplicationBootstrap, OnApplicationShutdown
{
  #pending: ObservedBatch[] = [];
  #timers: NodeJS.Timeout[] = [];
  #flushing: Promise<void> | null = null;
  #failing = false;

  constructor(
    private readonly repository: ObservationsRepository,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const prune = (): void =>
      void this.repository.prune().catch((error: unknown) => this.#warn(error));
    this.#timers = [setInterval(() => void this.flush(), FLUSH_MS), setInterval(prune, PRUNE_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  /** After the server has stopped to listen: what was accepted until then is stored. */
  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#flushing;
    await this.flush();
  }

  accept(environmentId: string, { id, instance, observations = [] }: EventBatch): void {
    if (observations.length === 0 || this.#pending.length >= MOST_PENDING) return;
    this.#pending.push({ id, environmentId, instance, observations });
  }

  /** Stores what is pending; what cannot be stored is kept for the next time. */
  flush(): Promise<void> {
    this.#flushing ??= this.#store().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #store(): Promise<void> {
    const batches = this.#pending;
    if (batches.length === 0) return;
    this.#pending = [];
    try {
      await this.repository.save(batches);
      this.#failing = false;
    } catch (error) {
      this.#pending = [...batches, ...this.#pending].slice(0, MOST_PENDING);
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    if (!this.#failing) this.logger.warn({ err: error }, 'observations of rollouts are not stored');
    this.#failing = true;
  }
}
