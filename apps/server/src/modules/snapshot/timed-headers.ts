import type { HeaderList } from './response-headers.js';

/**
 * A header list that ends in `Sluice-Time`, made once and sent many times: `writeHead` reads the
 * list before it returns, so that one array serves every answer.
 */
export class TimedHeaders {
  readonly #headers: string[];

  constructor(headers: HeaderList) {
    this.#headers = [...headers, 'Sluice-Time', ''];
  }

  /** The list with this server time, ms since the epoch; valid until the next call. */
  at(nowMs: number): string[] {
    this.#headers[this.#headers.length - 1] = String(nowMs);
    return this.#headers;
  }
}
