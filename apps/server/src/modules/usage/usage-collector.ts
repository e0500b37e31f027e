import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { Logger } from '../../platform/logging/index.js';
import { sizeOf, type PendingBatch } from './domain/pending-batch.js';
import type { UsageRepository } from './usage.repository.js';

const FLUSH_MS = 2_000;
const PRUNE_MS = 10 * 60_000;
const MAX_ENTRIES = 200_000;
const MAX_PER_FLUSH = 20_000;
const MAX_REMEMBERED = 50_000;

/** Takes event batches in memory and writes them every two seconds; goes on while the database is away, up to a bound. */
export class UsageCollector implements OnApplicationBootstrap, OnApplicationShutdown {
  #pending: PendingBatch[] = [];
  #entries = 0;
  #evaluations = 0;
  readonly #remembered = new Set<string>();
  readonly #timers: NodeJS.Timeout[] = [];
  #flushing: Promise<void> | null = null;

  constructor(
    private readonly repository: UsageRepository,
    private readonly logger: Logger,
  ) {}

  /** Evaluations reported to this replica since it started. */
  get evaluations(): number {
    return this.#evaluations;
  }

  onApplicationBootstrap(): void {
    this.#timers.push(
      setInterval(() => void this.flush(), FLUSH_MS).unref(),
      setInterval(() => void this.repository.prune().catch(() => undefined), PRUNE_MS).unref(),
    );
  }

  /** Whether this replica accepted a batch of this id before; it remembers the last fifty thousand. */
  has(batchId: string): boolean {
    return this.#remembered.has(batchId);
  }

  /** Accepts a batch, once; DATABASE_UNAVAILABLE where what waits for the database has reached its bound. */
  accept(batch: PendingBatch): void {
    if (this.has(batch.id)) return;
    if (this.#entries + sizeOf(batch) > MAX_ENTRIES) throw new AppError('DATABASE_UNAVAILABLE');
    this.#remember(batch.id);
    this.#pending.push(batch);
    this.#entries += sizeOf(batch);
    for (const { count } of batch.counts) this.#evaluations += count;
  }

  /** Writes what is pending; what cannot be written waits for the next time. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  /** After the server has stopped to listen: what was accepted until then is stored. */
  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#flushing;
    await this.flush();
  }

  async #flush(): Promise<void> {
    while (this.#pending.length > 0) {
      const batches = this.#take();
      try {
        await this.repository.save(batches);
        for (const batch of batches) this.#entries -= sizeOf(batch);
      } catch (error) {
        this.logger.debug({ err: error }, 'usage could not be saved; trying again');
        this.#pending = [...batches, ...this.#pending];
        return;
      }
    }
  }

  /** The oldest batches, as many as one transaction should hold. */
  #take(): PendingBatch[] {
    let entries = 0;
    let end = 0;
    for (const batch of this.#pending) {
      entries += sizeOf(batch);
      if (end > 0 && entries > MAX_PER_FLUSH) break;
      end += 1;
    }
    return this.#pending.splice(0, end);
  }

  #remember(id: string): void {
    if (this.#remembered.size >= MAX_REMEMBERED) {
      const [oldest] = this.#remembered;
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    this.#remembered.add(id);
  }
}
