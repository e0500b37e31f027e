import { readFileSync, statSync, unwatchFile, watch, watchFile, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { parseOverrideLines } from '@sluice/evaluator';
import type { Logger } from '@sluice/sdk-core';

const POLL_MS = 500;
/** Lets a writer that first empties the file finish. */
const SETTLE_MS = 40;
const LARGEST_FILE_BYTES = 1024 * 1024;

type Variables = ReadonlyMap<string, string>;

/** `SLUICE_OVERRIDES_FILE`: its variables now, and again within a second of every change. */
export class OverridesFile {
  readonly #path: string;
  readonly #logger: Logger;
  readonly #changed: (variables: Variables) => void;
  readonly #look = (): void => this.#lookSoon();
  #variables: Variables = new Map();
  #text: string | null = null;
  #unreadable = false;
  #watcher: FSWatcher | null = null;
  #settling: NodeJS.Timeout | null = null;

  constructor(path: string, logger: Logger, changed: (variables: Variables) => void) {
    this.#path = path;
    this.#logger = logger;
    this.#changed = changed;
    this.#read();
  }

  get variables(): Variables {
    return this.#variables;
  }

  /** Begins to watch: the directory, for files that are replaced, and the file by polling, for file systems that tell nothing. */
  start(): void {
    watchFile(this.#path, { persistent: false, interval: POLL_MS }, this.#look);
    try {
      this.#watcher = watch(dirname(this.#path), { persistent: false }, this.#look);
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = null;
    }
  }

  /** Reads now and tells if something changed. */
  reload(): void {
    if (this.#read()) this.#changed(this.#variables);
  }

  close(): void {
    unwatchFile(this.#path, this.#look);
    this.#watcher?.close();
    if (this.#settling !== null) clearTimeout(this.#settling);
  }

  #lookSoon(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = null;
      this.reload();
    }, SETTLE_MS).unref();
  }

  /** True when the text is another than before. What cannot be read leaves the last state in force. */
  #read(): boolean {
    const text = this.#readText();
    if (text === null || text === this.#text) return false;
    this.#text = text;
    const { variables, malformed } = parseOverrideLines(text);
    this.#variables = variables;
    if (malformed.length > 0)
      this.#logger.warn(
        `${this.#path}: line ${malformed.slice(0, 10).join(', ')} is ignored. Write NAME=value, one per line.`,
      );
    return true;
  }

  #readText(): string | null {
    try {
      const stats = statSync(this.#path);
      if (!stats.isFile()) throw new Error('it is not a file');
      if (stats.size > LARGEST_FILE_BYTES) throw new Error('it is larger than 1 MiB');
      const text = readFileSync(this.#path, 'utf8');
      this.#unreadable = false;
      return text;
    } catch (error) {
      if (!this.#unreadable)
        this.#logger.warn(
          `SLUICE_OVERRIDES_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}. Its last state stays in force.`,
        );
      this.#unreadable = true;
      return null;
    }
  }
}
