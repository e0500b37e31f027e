import type { Logger } from '../../platform/logging/index.js';
import type { ChangeFeed } from './change-feed.js';
import type { SdkKeyDirectory } from './sdk-key-directory.js';

const EVERY_MS = 5_000;

/** Reads all SDK keys again on notify, on reconnect and every five seconds. */
export class SdkKeyRefresher {
  readonly #listeners: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(
    readonly keys: SdkKeyDirectory,
    feed: ChangeFeed,
    private readonly logger: Logger,
  ) {
    feed.onKeys(() => void this.refresh());
  }

  /** Called after every successful refresh. */
  onRefreshed(listener: () => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    this.#timer = setInterval(() => void this.refresh(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Settles when no refresh is under way. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Refreshes once after this call; what comes meanwhile shares the next round. */
  refresh(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#rounds();
    return this.#running;
  }

  async #rounds(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.#again) {
        this.#again = false;
        await this.keys.refresh();
        for (const listener of this.#listeners) listener();
      }
    } catch (error) {
      this.logger.debug({ err: error }, 'SDK keys could not be read; those in memory hold');
    } finally {
      this.#running = null;
    }
  }
}
