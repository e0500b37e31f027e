import { stat, readFile } from 'node:fs/promises';
import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseOverrideLines } from '@sluice/evaluator';
import type { Logger } from '../../platform/logging/index.js';

const POLL_MS = 500;
const MAX_BYTES = 1024 * 1024;

export type Variables = ReadonlyMap<string, string>;

/**
 * The overrides file, followed: what it says takes effect within a second. Unreadable or vanished:
 * what it said last stays, with one warning; empty: nothing is overridden. The directory is watched
 * for speed, and the file looked at twice a second, because watches miss mounts and renames.
 */
export class OverridesFile {
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;
  #fingerprint = '';
  #failing = false;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly path: string,
    private readonly logger: Logger,
    private readonly onChange: (variables: Variables) => void,
  ) {}

  /** Reads the file once and begins to watch it. */
  async start(): Promise<void> {
    await this.check();
    try {
      const name = basename(this.path);
      this.#watcher = watch(dirname(this.path), { persistent: false }, (_event, changed) => {
        if (changed === null || changed === name) void this.check();
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // Where watching is not possible, the timer alone finds changes.
    }
    this.#timer = setInterval(() => void this.check(), POLL_MS);
    this.#timer.unref();
  }

  stop(): void {
    this.#watcher?.close();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Looks at the file now. */
  check(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      const { mtimeMs, size, ino, ctimeMs } = await stat(this.path);
      const fingerprint = `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
      if (fingerprint === this.#fingerprint && !this.#failing) return;
      if (size > MAX_BYTES) throw new Error(`larger than ${MAX_BYTES} bytes`);
      const { variables, malformed } = parseOverrideLines(await readFile(this.path, 'utf8'));
      this.#fingerprint = fingerprint;
      this.#failing = false;
      if (malformed.length > 0) {
        this.logger.warn(
          { path: this.path, lines: malformed.slice(0, 20) },
          'the overrides file has lines that are no NAME=value; they are ignored',
        );
      }
      this.onChange(variables);
    } catch (error) {
      if (!this.#failing) {
        this.logger.warn(
          { path: this.path, err: error },
          'the overrides file cannot be read; what it said last stays in force',
        );
      }
      this.#failing = true;
    }
  }
}
