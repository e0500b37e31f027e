import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^sluice-test-(\d+)-/;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function stopPostgres(dataDir) {
  const cluster = join(dataDir, 'postgres', 'cluster');
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    if (readlinkSync(`/proc/${pid}/cwd`) === cluster) process.kill(pid, 'SIGQUIT');
  } catch {
    // No file, no such process, not Linux: nothing of ours runs there.
  }
}

/** Removes what test runs that were killed left behind: their PostgreSQL and its directory. */
export async function removeAbandonedDatabases() {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(NAME.exec(name)?.[1] ?? 0);
    if (pid === 0 || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    stopPostgres(dataDir);
    try {
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    } catch {
      // Somebody else's; theirs to remove.
    }
  }
}
