import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Storage } from '@sluice/sdk-core';

const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

/** One file, readable by its owner only, replaced by renaming so that no reader ever finds half of it. */
export class FileStorage implements Storage {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  load(): string | null {
    const stats = statSync(this.#path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (!stats.isFile()) throw new Error(`${this.#path} is not a file`);
    if (stats.size > LARGEST_FILE_BYTES) throw new Error(`${this.#path} is too large`);
    return readFileSync(this.#path, 'utf8');
  }

  async save(text: string): Promise<void> {
    const temporary = `${this.#path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    try {
      await writeFile(temporary, text, { mode: 0o600, flush: true });
      await rename(temporary, this.#path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
