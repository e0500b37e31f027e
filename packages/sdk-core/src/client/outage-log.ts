import type { Logger } from '../ports/logger.js';

/** Says once that the server cannot be reached and once that it can be again, however many attempts lie between. */
export class OutageLog {
  readonly #logger: Logger;
  readonly #monotonicMs: () => number;
  #since: number | null = null;

  constructor(logger: Logger, monotonicMs: () => number) {
    this.#logger = logger;
    this.#monotonicMs = monotonicMs;
  }

  failed(reason: string, serving: string): void {
    if (this.#since !== null) return;
    this.#since = this.#monotonicMs();
    this.#logger.warn(
      `Sluice cannot be reached: ${reason}. Serving ${serving}; trying again until it answers.`,
    );
  }

  refused(reason: string, serving: string): void {
    this.#since ??= this.#monotonicMs();
    this.#logger.error(
      `Sluice refused the SDK key: ${reason} Serving ${serving}; asking again every five minutes.`,
    );
  }

  recovered(serving: string): void {
    if (this.#since === null) return;
    const seconds = Math.round((this.#monotonicMs() - this.#since) / 1000);
    this.#since = null;
    this.#logger.info(`Sluice answers again after ${seconds} s. Serving ${serving}.`);
  }
}
