import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterDirectory } from './cluster-directory.js';
import { socketPath } from './connection.js';
import { canReach } from './directory-access.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The shortest limit of the platforms we run on (macOS 103, Linux 107 bytes, without the final zero). */
const MAX_SOCKET_PATH_BYTES = 103;
const SUFFIX_LENGTH = 6;
const INSIDE = 'socket-';
const OUTSIDE = 'sluice-pg-';

function fits(prefix: string): boolean {
  return Buffer.byteLength(socketPath(prefix)) + SUFFIX_LENGTH <= MAX_SOCKET_PATH_BYTES;
}

async function prefixFor({ base, identity, reachable }: ClusterDirectory): Promise<string> {
  if (reachable && fits(join(base, INSIDE))) return join(base, INSIDE);
  for (const directory of [tmpdir(), '/tmp']) {
    const prefix = join(directory, OUTSIDE);
    if (fits(prefix) && (await canReach(directory, identity))) return prefix;
  }
  throw new EmbeddedPostgresError(
    `There is no directory for PostgreSQL's socket: below ${base} its path would be too long or closed to user ${identity?.uid}, and so it would be in ${tmpdir()} and /tmp. Choose a shorter SLUICE_DATA_DIR.`,
  );
}

/**
 * A new directory, 0700, for the socket of one start: in the data directory, or in the temporary one when
 * the path would exceed what a unix socket allows. New each time, so an old socket is never in the way.
 */
export async function createSocketDirectory(directory: ClusterDirectory): Promise<string> {
  const socketDir = await mkdtemp(await prefixFor(directory));
  if (directory.identity) {
    await chown(socketDir, directory.identity.uid, directory.identity.gid);
  }
  return socketDir;
}

/** Removes a directory that `createSocketDirectory` once made; leaves any other alone. */
export async function removeSocketDirectory(socketDir: string): Promise<void> {
  if (!/\/(socket-|sluice-pg-)[A-Za-z0-9]{6}$/.test(socketDir)) return;
  await rm(socketDir, { recursive: true, force: true });
}

/** Removes those that earlier starts left in the data directory. Call only while owning the database. */
export async function removeOldSocketDirectories(base: string, current: string): Promise<void> {
  for (const name of await readdir(base)) {
    const path = join(base, name);
    if (name.startsWith(INSIDE) && path !== current) await removeSocketDirectory(path);
  }
}
