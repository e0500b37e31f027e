import { randomUUID } from 'node:crypto';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { EventBatch } from '@sluice/protocol';
import type { Logger } from '../../../platform/logging/index.js';
import type { ClientObservationSink } from '../../usage/index.js';
import type { ClientObservationsRepository } from './client-observations.repository.js';
import type { ClientWatch } from './client-watch.js';
import { ClientWindow } from './client-window.js';

/** As long as pages wait between two reports: a window holds one of each. */
const WINDOW_MS = 5_000;
const PRUNE_MS = 10 * 60_000;

/**
 * Gathers what client keys report of the steps that ask for it, and stores the sum of every window: one
 * row per replica and rollout, however many pages report. A window that cannot be stored is given up.
 */
export class ClientObservationCollector
  implements ClientObservationSink, OnApplicationBootstrap, OnApplicationShutdown
{
  readonly #replica = randomUUID();
  readonly #window = new ClientWindow();
  #watched: ReadonlyMap<string, ClientWatch> = new Map();
  #timers: NodeJS.Timeout[] = [];
  #flushing: Promise<void> | null = null;
  #failing = false;

  constructor(
    private readonly repository: ClientObservationsRepository,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const prune = (): void =>
      void this.repository.prune().catch((error: unknown) => this.#warn(error));
    this.#timers = [setInterval(() => void this.flush(), WINDOW_MS), setInterval(prune, PRUNE_MS)];
    for (const timer of this.#timers) timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#flushing;
    await this.flush();
  }

  /** Replaces the steps that ask; reports about any other are not kept. */
  watch(steps: readonly ClientWatch[]): void {
    this.#watched = new Map(steps.map((step) => [step.rollout, step]));
  }

  accept(environmentId: string, { instance, observations = [] }: EventBatch, address: string) {
    if (observations.length === 0 || this.#watched.size === 0) return;
    this.#window.add({ environmentId, instance, address }, observations, this.#watched);
  }

  /** Ends the window and stores it. */
  flush(): Promise<void> {
    this.#flushing ??= this.#store().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #store(): Promise<void> {
    const reports = this.#window.take();
    if (reports.length === 0) return;
    try {
      await this.repository.save(this.#replica, reports);
      this.#failing = false;
    } catch (error) {
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    if (!this.#failing) this.logger.warn({ err: error }, 'reports of client keys are not stored');
    this.#failing = true;
  }
}
