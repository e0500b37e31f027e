import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { canReach } from './directory-access.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { isErrno } from './errno.js';
import { binariesIn, type PostgresBinaries } from './find-binaries.js';
import { ensureLibraryLinks } from './library-links.js';
import type { Identity } from './privileges.js';

/** Survives a reboot first, then what the environment names, then what every system has. */
const SHARED_DIRECTORIES = ['/var/tmp', tmpdir(), '/tmp'];

async function sharedDirectory(identity: Identity | undefined): Promise<string> {
  for (const directory of SHARED_DIRECTORIES) {
    if (await canReach(directory, identity)) return directory;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL may not run as root, and user ${identity?.uid} can enter none of ${SHARED_DIRECTORIES.join(', ')} to find a copy of its binaries.`,
  );
}

/** A directory that others can write holds what we run: it must be ours and closed to them. */
async function isTrusted(directory: string): Promise<boolean> {
  const entry = await lstat(directory).catch(() => undefined);
  if (!entry) return false;
  const ours = entry.isDirectory() && entry.uid === process.getuid?.();
  if (ours && (entry.mode & 0o022) === 0) return true;
  throw new EmbeddedPostgresError(
    `${directory} exists but does not belong to this user alone, so no PostgreSQL binary is run from it. Remove it.`,
  );
}

async function openToEveryone(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

async function copyBinaries(nativeDir: string, target: string): Promise<void> {
  const draft = await mkdtemp(`${target}.`);
  try {
    const copy = join(draft, 'native');
    const filter = (path: string) => !path.endsWith('.a');
    await cp(nativeDir, copy, { recursive: true, filter, verbatimSymlinks: true });
    await ensureLibraryLinks(copy);
    await openToEveryone(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

async function copyName(nativeDir: string): Promise<string> {
  const packageDir = dirname(nativeDir);
  const manifest = await readFile(join(packageDir, 'package.json'), 'utf8').catch(() => '{}');
  const { version = 'unknown' } = JSON.parse(manifest) as { version?: string };
  return ['sluice-postgres', basename(packageDir), version, process.getuid?.()].join('-');
}

/**
 * Binaries that this user can run with all their library links: those given, or a copy elsewhere when
 * they lie below a closed directory (/root is 0700) or their links cannot be made in place.
 */
export async function makeReachable(
  binaries: PostgresBinaries,
  identity: Identity | undefined,
): Promise<PostgresBinaries> {
  const linked = await ensureLibraryLinks(binaries.nativeDir);
  if (linked && (await canReach(binaries.postgres, identity))) return binaries;
  const name = await copyName(binaries.nativeDir);
  const target = join(await sharedDirectory(identity), name);
  if (!(await isTrusted(target))) await copyBinaries(binaries.nativeDir, target);
  await isTrusted(target);
  return binariesIn(join(target, 'native'));
}
