import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterDirectory } from './cluster-directory.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { EmbeddedLog } from './log.js';
import { claimOwnership } from './ownership.js';
import {
  findPostmaster,
  removeStalePostmasterFile,
  type RunningPostmaster,
} from './postmaster-file.js';
import { removeSocketDirectory } from './socket-directory.js';
import { stopProcess } from './stop-process.js';

const PATIENCE_MS = 15_000;
const RETRY_MS = 50;

function signalPid(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what the signal was for.
  }
}

/** True when the orphan was ours to stop; false when it does not answer yet (starting, recovering, ending). */
async function stopOrphan(
  { pid, socketDir }: RunningPostmaster,
  { base, data }: ClusterDirectory,
  log: EmbeddedLog,
): Promise<boolean> {
  if (socketDir === '') return false;
  const ownership = await claimOwnership(socketDir, base).catch((error: unknown) => {
    if (error instanceof EmbeddedPostgresError) throw error;
    return undefined;
  });
  if (!ownership) return false;
  log(
    'warn',
    `A PostgreSQL (process ${pid}) was left behind in ${base} by a server that died; stopping it.`,
  );
  await stopProcess({
    signal: (name) => {
      signalPid(pid, name);
    },
    isRunning: async () => (await findPostmaster(data))?.pid === pid,
  });
  await ownership.release();
  await removeSocketDirectory(socketDir);
  return true;
}

/**
 * Makes sure that no PostgreSQL runs on the cluster: stops one that a killed server left behind, removes
 * a stale postmaster.pid, waits for one that is just ending. Throws EmbeddedPostgresError when a living
 * server owns it, or when it does not go away within 15 s. `socketDir` is the one about to be
 * used, and is kept.
 */
export async function clearTheWay(
  directory: ClusterDirectory,
  { socketDir, log }: { readonly socketDir: string; readonly log: EmbeddedLog },
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const running = await findPostmaster(directory.data);
    if (!running) break;
    if (await stopOrphan(running, directory, log)) continue;
    if (performance.now() > end) {
      throw new EmbeddedPostgresError(
        `PostgreSQL process ${running.pid} uses ${directory.data} and answers neither connections nor its own end. Stop it (kill -INT ${running.pid}).`,
      );
    }
    await delay(RETRY_MS);
  }
  const stale = await removeStalePostmasterFile(directory.data);
  if (stale && stale.socketDir !== socketDir) await removeSocketDirectory(stale.socketDir);
}
