import type { Logger } from '../ports/logger.js';
import type { Storage } from '../ports/storage.js';

/** Writes the cache after changes, one write at a time and at most one per `everyMs`, the last state last. */
export class CacheWriter {
  readonly #storage: Storage;
  readonly #logger: Logger;
  readonly #text: () => string | null;
  readonly #everyMs: number;
  #dirty = false;
  #writing: Promise<void> | null = null;
  #notBefore = -Infinity;
  #complained = false;

  constructor(
    ports: { readonly storage: Storage; readonly logger: Logger },
    text: () => string | null,
    everyMs: number,
  ) {
    this.#storage = ports.storage;
    this.#logger = ports.logger;
    this.#text = text;
    this.#everyMs = everyMs;
  }

  get deadline(): number {
    return this.#dirty && this.#writing === null ? this.#notBefore : Infinity;
  }

  changed(): void {
    this.#dirty = true;
  }

  /** Writes if there is something new and it is time; `settled` is called after. */
  tick(now: number, settled: () => void): void {
    if (this.deadline > now) return;
    this.#notBefore = now + this.#everyMs;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
      settled();
    });
  }

  /** Settles when what was last changed is written, or could not be. */
  async finish(): Promise<void> {
    await this.#writing;
    if (this.#dirty) await this.#write();
  }

  async #write(): Promise<void> {
    this.#dirty = false;
    try {
      const text = this.#text();
      if (text === null) return;
      await this.#storage.save(text);
      this.#complained = false;
    } catch (error) {
      if (!this.#complained)
        this.#logger.warn(`The flag cache cannot be written: ${String(error)}. Going on without.`);
      this.#complained = true;
    }
  }
}
