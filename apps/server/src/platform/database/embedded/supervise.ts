import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedLog } from './log.js';
import type { Postmaster } from './postmaster.js';
import type { RunningCluster } from './running-cluster.js';

/** How a lost cluster is brought back. */
export interface Recovery {
  /** Starts PostgreSQL anew. */
  restart(): Promise<RunningCluster>;
  /** Takes ownership again of a server that lives on. */
  reclaim(running: RunningCluster): Promise<RunningCluster>;
  readonly log: EmbeddedLog;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

/** Waits a moment: the server's sessions end shortly before it does. */
function hasExited({ exited }: Postmaster): Promise<boolean> {
  return Promise.race([exited.then(() => true), delay(FIRST_RETRY_MS, false, { ref: false })]);
}

/**
 * Keeps the cluster running until stopped: a PostgreSQL that was killed is started again (its clients'
 * pools recover), a lost ownership session is opened again. Returns the function that stops it for good.
 */
export function supervise(first: RunningCluster, recovery: Recovery): () => Promise<void> {
  let running = first;
  let stopping = false;
  const halt = new AbortController();

  const recover = async (): Promise<void> => {
    for (let waitMs = FIRST_RETRY_MS; !stopping; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
      const died = await hasExited(running.postmaster);
      if (died) recovery.log('error', 'The embedded PostgreSQL ended unexpectedly; starting it.');
      try {
        running = await (died ? recovery.restart() : recovery.reclaim(running));
        recovery.log('info', 'The embedded PostgreSQL is back.');
        return;
      } catch (error) {
        recovery.log('error', `The embedded PostgreSQL is not back: ${(error as Error).message}`);
        await delay(waitMs, undefined, { ref: false, signal: halt.signal }).catch(() => undefined);
      }
    }
  };

  const watch = async (): Promise<void> => {
    while (!stopping) {
      await Promise.race([running.postmaster.exited, running.ownership.ended]);
      if (stopping) return;
      await recover();
    }
  };

  const watching = watch();
  return async () => {
    stopping = true;
    halt.abort();
    await running.ownership.release();
    await running.postmaster.stop();
    await watching;
    await running.postmaster.stop();
  };
}
