import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../platform/logging/index.js';
import { readCheckedFile, writeCheckedFile } from './checked-file.js';
import {
  restoreEnvironment,
  restoreKeys,
  saveEnvironment,
  saveKeys,
} from './domain/saved-state.js';
import type { SdkKeyDirectory } from './sdk-key-directory.js';
import type { SnapshotStore } from './snapshot-store.js';

const PAUSE_MS = 1_000;
/** Saving may take a twentieth of the time. */
const SHARE = 20;

/** What the last state is made of and where it is kept. */
export interface LastStateParts {
  readonly store: SnapshotStore;
  readonly keys: SdkKeyDirectory;
  readonly logger: Logger;
  /** `SLUICE_DATA_DIR`; made where it is missing, which it is where both database and audit key are somebody else's. */
  readonly dataDir: string;
  /** State of another database is never served. */
  readonly databaseUrl: string;
}

/** The views and key hashes on disk, saved after every change, so that a replica can start and serve with the database away. */
export class LastState {
  readonly #dir: string;
  readonly #dirty = new Set<string>();
  readonly #removed = new Set<string>();
  #savedKeys = '';
  #timer: NodeJS.Timeout | null = null;
  #saving: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(private readonly parts: LastStateParts) {
    this.#dir = join(parts.dataDir, 'state', fingerprint(parts.databaseUrl));
    parts.store.onEvent(({ kind, environment }) => {
      const { id } = environment.state;
      if (kind === 'removed') {
        this.#dirty.delete(id);
        this.#removed.add(id);
      } else {
        this.#removed.delete(id);
        this.#dirty.add(id);
      }
      this.#schedule(PAUSE_MS);
    });
  }

  /** Puts into the store what is on disk; the number of environments found. Files that are no good are skipped with a warning. */
  async restore(): Promise<number> {
    const { store, keys, logger } = this.parts;
    const names = await readdir(this.#dir).catch(() => []);
    let restored = 0;
    for (const name of names) {
      if (!name.endsWith('.json')) continue;
      const text = await readCheckedFile(join(this.#dir, name));
      if (name === KEYS_FILE) {
        const saved = text === null ? null : restoreKeys(text);
        if (saved === null) logger.warn({ name }, 'the saved SDK keys are damaged and ignored');
        else keys.restore(saved);
        continue;
      }
      const state = text === null ? null : restoreEnvironment(text);
      if (state === null) logger.warn({ name }, 'a saved environment is damaged and ignored');
      else if (store.get(state.id) === undefined) {
        store.load(state, []);
        restored += 1;
      }
    }
    this.#dirty.clear();
    return restored;
  }

  /** Saves the keys with the next round, if they are not the ones on disk. */
  keysChanged(): void {
    this.#schedule(PAUSE_MS);
  }

  /** Saves what is not saved yet and stops. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#saving;
    await this.#save();
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      const started = performance.now();
      this.#saving = this.#save().then(() => {
        this.#timer = null;
        const tookMs = performance.now() - started;
        if (this.#dirty.size > 0) this.#schedule(Math.max(PAUSE_MS, tookMs * SHARE));
      });
    }, delayMs);
    this.#timer.unref();
  }

  async #save(): Promise<void> {
    const { store, keys, logger } = this.parts;
    try {
      await mkdir(this.#dir, { mode: 0o700, recursive: true });
      for (const id of this.#removed) await rm(join(this.#dir, `${id}.json`), { force: true });
      this.#removed.clear();
      for (const id of this.#dirty) {
        this.#dirty.delete(id);
        const environment = store.get(id);
        if (environment !== undefined) {
          await writeCheckedFile(join(this.#dir, `${id}.json`), saveEnvironment(environment.state));
        }
      }
      const text = saveKeys(keys.all());
      if (text !== this.#savedKeys) await writeCheckedFile(join(this.#dir, KEYS_FILE), text);
      this.#savedKeys = text;
      this.#warned = false;
    } catch (error) {
      if (!this.#warned) {
        logger.warn(
          { err: error },
          'the last state cannot be saved; this replica could not start without the database',
        );
      }
      this.#warned = true;
    }
  }
}

const KEYS_FILE = 'keys.json';

/** Names a database without its password. */
function fingerprint(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = '';
  url.username = '';
  return createHash('sha256').update(url.href).digest('hex').slice(0, 16);
}
