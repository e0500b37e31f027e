import type { Logger } from '../../platform/logging/index.js';
import type { ChangeFeed } from './change-feed.js';
import type { SdkKeyDirectory } from './sdk-key-directory.js';

const EVERY_MS = 5_000;
const SAVE_USED_EVERY_MS = 30_000;

/** Reads all SDK keys again on notify, on reconnect and every five seconds; writes down twice a minute which were used. */
export class SdkKeyRefresher {
  readonly #listeners: (() => void)[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
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
    this.#timers.push(
      setInterval(() => void this.refresh(), EVERY_MS).unref(),
      setInterval(() => void this.#saveUsed(), SAVE_USED_EVERY_MS).unref(),
    );
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#saveUsed();
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

  async #saveUsed(): Promise<void> {
    try {
      await this.keys.saveUsed();
    } catch (error) {
      this.logger.debug(
        { err: error },
        'the last use of SDK keys could not be saved; trying again',
      );
    }
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
