import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterDirectory } from './cluster-directory.js';
import { DATABASE } from './connection.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './find-binaries.js';
import { clearTheWay } from './orphan.js';
import { claimOwnership, setKeepsAlive, type Ownership } from './ownership.js';
import {
  ClusterBusyError,
  startPostmaster,
  type Postmaster,
  type PostmasterOptions,
} from './postmaster.js';

/** A server on the cluster that this process started and owns. */
export interface RunningCluster {
  readonly postmaster: Postmaster;
  readonly ownership: Ownership;
}

const BUSY_RETRIES = 40;
const BUSY_RETRY_MS = 100;

async function startOnFreeCluster(
  binaries: PostgresBinaries,
  directory: ClusterDirectory,
  options: PostmasterOptions,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    await clearTheWay(directory, options);
    try {
      return await startPostmaster(binaries, directory, options);
    } catch (error) {
      if (!(error instanceof ClusterBusyError)) throw error;
      if (attempt === BUSY_RETRIES) {
        throw new EmbeddedPostgresError(
          `${directory.data} stays in use by another PostgreSQL: ${error.message}`,
          { cause: error },
        );
      }
      await delay(BUSY_RETRY_MS);
    }
  }
}

async function ensureDatabase({ session }: Ownership): Promise<void> {
  const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [
    DATABASE,
  ]);
  if (rowCount === 0) await session.query(`CREATE DATABASE ${DATABASE}`);
}

/** Owns a server of ours that runs, without keeping this process alive by that. */
export async function ownCluster(socketDir: string, base: string): Promise<Ownership> {
  const ownership = await claimOwnership(socketDir, base);
  await ensureDatabase(ownership);
  setKeepsAlive(ownership.session, false);
  return ownership;
}

/** Starts PostgreSQL on the cluster, owns it and makes sure that Sluice's database exists. */
export async function runCluster(
  binaries: PostgresBinaries,
  directory: ClusterDirectory,
  options: PostmasterOptions,
): Promise<RunningCluster> {
  const postmaster = await startOnFreeCluster(binaries, directory, options);
  try {
    const ownership = await ownCluster(options.socketDir, directory.base);
    return { postmaster, ownership };
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
}
