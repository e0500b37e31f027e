import { readFile, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isPostgresIn } from './process-state.js';

/** What the `postmaster.pid` of a running cluster says. */
export interface RunningPostmaster {
  readonly pid: number;
  /** Empty until the server has opened its socket. */
  readonly socketDir: string;
}

const PID_LINE = 0;
const SOCKET_DIR_LINE = 4;

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function parse(text: string): RunningPostmaster | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[PID_LINE]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, socketDir: lines[SOCKET_DIR_LINE] ?? '' };
}

/** The running postmaster of this cluster; undefined when none runs, whatever a stale file says. */
export async function findPostmaster(dataDir: string): Promise<RunningPostmaster | undefined> {
  const text = await readText(join(dataDir, 'postmaster.pid'));
  const found = text === undefined ? undefined : parse(text);
  if (!found) return undefined;
  return (await isPostgresIn(found.pid, await realpath(dataDir))) ? found : undefined;
}

/**
 * Removes a `postmaster.pid` whose process is gone or is something else by now, which PostgreSQL would
 * take for a running server. Moved aside and looked at again first: another process may have just
 * written its own.
 */
export async function removeStalePostmasterFile(
  dataDir: string,
): Promise<RunningPostmaster | undefined> {
  const path = join(dataDir, 'postmaster.pid');
  const before = await readText(path);
  if (before === undefined || (await findPostmaster(dataDir))) return undefined;
  const aside = `${path}.stale-${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  if ((await readText(aside)) === before) {
    await rm(aside, { force: true });
    return parse(before);
  }
  await rename(aside, path).catch(() => undefined);
  return undefined;
}
