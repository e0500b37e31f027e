import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../command/cli-error.js';
import type { Io } from '../terminal/io.js';
import { readSecretFile } from './secret-file.js';
import { setting } from './setting.js';

/** What `npm start` leaves for us in its data directory. */
export interface LocalServer {
  readonly path: string;
  readonly url: string;
  /** Null where the only admin token is the one in SLUICE_ADMIN_TOKEN. */
  readonly token: string | null;
  /** Environment key → secret of its server key. */
  readonly serverKeys: Readonly<Record<string, string>>;
}

/** The server that `npm start` runs, or ran, in SLUICE_DATA_DIR, in this folder or the nearest one above it; null where there is none. */
export function findLocalServer({ env, cwd }: Pick<Io, 'env' | 'cwd'>): LocalServer | null {
  const dataDir = setting(env, 'SLUICE_DATA_DIR');
  const path =
    dataDir === undefined ? nearest(cwd) : join(resolve(cwd, dataDir), 'credentials.json');
  const text = path === null ? null : readSecretFile(path);
  return path === null || text === null ? null : parseLocalServer(path, text);
}

function nearest(folder: string): string | null {
  const path = join(folder, '.sluice', 'credentials.json');
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? null : nearest(parent);
}

interface CredentialsFile {
  readonly url?: unknown;
  readonly adminToken?: unknown;
  readonly keys?: Readonly<Record<string, { readonly server?: unknown }>>;
}

function parseLocalServer(path: string, text: string): LocalServer {
  try {
    const { url, adminToken, keys } = JSON.parse(text) as CredentialsFile;
    if (typeof url !== 'string') throw new Error('no url');
    const named = Object.entries(keys ?? {}).map(([name, { server }]) => [name, server] as const);
    const serverKeys = Object.fromEntries(
      named.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string'),
    );
    return { path, url, token: typeof adminToken === 'string' ? adminToken : null, serverKeys };
  } catch {
    throw new CliError(`${path} is not what a Sluice server writes.`, {
      advice: 'Start the server again (npm start), or log in: sluice login.',
    });
  }
}
