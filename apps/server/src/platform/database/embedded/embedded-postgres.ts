import { resolve } from 'node:path';
import { prepareClusterDirectory } from './cluster-directory.js';
import { connectionThrough, urlOf, type EmbeddedConnection } from './connection.js';
import { findBinaries } from './find-binaries.js';
import { initCluster } from './init-cluster.js';
import type { EmbeddedLog } from './log.js';
import { chooseIdentity } from './privileges.js';
import { makeReachable } from './reachable-binaries.js';
import { ownCluster, runCluster, type RunningCluster } from './running-cluster.js';
import type { PostgresSettings } from './settings.js';
import {
  createSocketDirectory,
  removeOldSocketDirectories,
  removeSocketDirectory,
} from './socket-directory.js';
import { supervise } from './supervise.js';

/** What `startEmbeddedPostgres` is given. */
export interface EmbeddedPostgresOptions {
  /** SLUICE_DATA_DIR; the cluster is kept in its subdirectory `postgres`. */
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** PostgreSQL settings over our defaults. */
  readonly settings?: PostgresSettings;
  /** For data that is thrown away: nothing is flushed to disk. */
  readonly disposable?: boolean;
}

/** A running embedded database. */
export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  readonly url: string;
  /** Shuts PostgreSQL down cleanly. Close all connections first; calling it again waits for the same end. */
  stop(): Promise<void>;
}

const NOT_DURABLE: PostgresSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/**
 * Starts the PostgreSQL of the npm packages on `<dataDir>/postgres`, creating it first if needed; about
 * 0.1 s, 1 s the first time. Throws EmbeddedPostgresError with what to do when it cannot.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log, disposable = false } = options;
  const dataDir = resolve(options.dataDir);
  const identity = await chooseIdentity(resolve(dataDir, 'postgres'));
  const binaries = await makeReachable(await findBinaries(), identity);
  const directory = await prepareClusterDirectory(dataDir, identity);
  await initCluster(binaries, directory, { fast: disposable });
  const socketDir = await createSocketDirectory(directory);
  const settings = { ...(disposable ? NOT_DURABLE : {}), ...options.settings };
  const run = () => runCluster(binaries, directory, { socketDir, log, settings });
  const reclaim = async ({ postmaster }: RunningCluster): Promise<RunningCluster> => ({
    postmaster,
    ownership: await ownCluster(socketDir, directory.base),
  });
  try {
    const stopCluster = supervise(await run(), { restart: run, reclaim, log });
    await removeOldSocketDirectories(directory.base, socketDir);
    const connection = connectionThrough(socketDir);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= stopCluster().then(() => removeSocketDirectory(socketDir)));
    return { connection, url: urlOf(connection), stop };
  } catch (error) {
    await removeSocketDirectory(socketDir);
    throw error;
  }
}
