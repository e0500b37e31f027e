import { chmod, chown, lchown, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canReach } from './directory-access.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { isErrno } from './errno.js';
import type { Identity } from './privileges.js';

/** Where one embedded database lives, and as whom. Absolute, real paths. */
export interface ClusterDirectory {
  /** Holds everything below; belongs to the user PostgreSQL runs as. */
  readonly base: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  readonly identity: Identity | undefined;
  /** False when that user cannot enter the directories above `base`. */
  readonly reachable: boolean;
}

/** Linux resolves this to a process's working directory without walking the directories above it. */
const WORKING_DIRECTORY = '/proc/self/cwd';

async function ownTree(directory: string, { uid, gid }: Identity): Promise<void> {
  await chown(directory, uid, gid);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
}

async function refuseForeign(path: string): Promise<void> {
  const owner = await stat(path).catch(() => undefined);
  const own = process.getuid?.();
  if (!owner || own === undefined || own === 0 || owner.uid === own) return;
  throw new EmbeddedPostgresError(
    `${path} belongs to user ${owner.uid}, and this is user ${own}. Start Sluice as that user, give the directory to this one (chown -R ${own}), or choose another SLUICE_DATA_DIR.`,
  );
}

async function makePrivate(directory: ClusterDirectory): Promise<void> {
  for (const path of [directory.base, directory.data]) {
    const entry = await stat(path).catch(() => undefined);
    if (!entry) continue;
    const { identity } = directory;
    if (identity && entry.uid !== identity.uid) await ownTree(path, identity);
    if ((entry.mode & 0o077) !== 0) await chmod(path, 0o700);
  }
}

async function makeBase(dataDir: string): Promise<string> {
  const base = join(dataDir, 'postgres');
  try {
    await mkdir(dataDir, { recursive: true });
    await mkdir(base, { recursive: true, mode: 0o700 });
    return await realpath(base);
  } catch (cause) {
    if (isErrno(cause, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC')) {
      const reason = (cause as Error).message;
      throw new EmbeddedPostgresError(`Cannot create the data directory ${base}: ${reason}.`, {
        cause,
      });
    }
    throw cause;
  }
}

/**
 * Creates `<dataDir>/postgres` if it is missing and makes it, and the cluster in it, private to the user
 * PostgreSQL will run as. Throws EmbeddedPostgresError when it belongs to somebody else.
 */
export async function prepareClusterDirectory(
  dataDir: string,
  identity: Identity | undefined,
): Promise<ClusterDirectory> {
  await refuseForeign(join(dataDir, 'postgres'));
  const base = await makeBase(dataDir);
  const reachable = await canReach(join(base, '..'), identity);
  if (!reachable && process.platform !== 'linux') {
    throw new EmbeddedPostgresError(
      `PostgreSQL may not run as root, and user ${identity?.uid} cannot enter ${base}. Choose another SLUICE_DATA_DIR.`,
    );
  }
  const directory = { base, data: join(base, 'cluster'), identity, reachable };
  await makePrivate(directory);
  return directory;
}

/** How a PostgreSQL program whose working directory is `path` should call it. */
export function nameOf(path: string, { reachable }: ClusterDirectory): string {
  return reachable ? path : WORKING_DIRECTORY;
}
