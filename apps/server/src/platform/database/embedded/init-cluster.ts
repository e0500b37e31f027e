import { chown, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf, type ClusterDirectory } from './cluster-directory.js';
import { SUPERUSER } from './connection.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { isErrno } from './errno.js';
import type { PostgresBinaries } from './find-binaries.js';
import { isAlive } from './process-state.js';
import { runProgram } from './run-program.js';

/** `fast` skips the flush to disk: for clusters that are thrown away. */
export interface InitOptions {
  readonly fast?: boolean;
}

const DRAFT = /^draft-(\d+)-/;

/** Same collation and case rules on every platform, and no time zone or language of the host. */
const INITDB_ARGUMENTS = [
  `--username=${SUPERUSER}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--no-instructions',
];

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function removeDeadDrafts(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = Number(DRAFT.exec(name)?.[1] ?? 0);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) {
      await rm(join(base, name), { recursive: true, force: true });
    }
  }
}

async function runInitdb(
  binaries: PostgresBinaries,
  directory: ClusterDirectory,
  { draft, fast }: { draft: string; fast: boolean },
): Promise<void> {
  const { identity } = directory;
  const args = ['-D', nameOf(draft, directory), ...INITDB_ARGUMENTS, ...(fast ? ['-N'] : [])];
  const result = await runProgram(binaries.initdb, args, { cwd: draft, identity });
  if (result.exitCode === 0) return;
  throw new EmbeddedPostgresError(
    `initdb could not create the embedded database: ${result.output.trim().split('\n').slice(-4).join(' | ')}`,
  );
}

async function flushDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function publish(draft: string, directory: ClusterDirectory): Promise<void> {
  try {
    await rename(draft, directory.data);
    await flushDirectory(directory.base);
  } catch (error) {
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    if (!(await exists(join(directory.data, 'PG_VERSION')))) {
      throw new EmbeddedPostgresError(
        `${directory.data} is not empty and holds no PostgreSQL cluster. Move it away.`,
        { cause: error },
      );
    }
  }
}

/**
 * Creates the cluster unless it exists. It is made in a draft beside it and renamed when complete, so a
 * kill at any moment leaves either none or a whole one; of two processes doing so at once, one wins.
 */
export async function initCluster(
  binaries: PostgresBinaries,
  directory: ClusterDirectory,
  { fast = false }: InitOptions = {},
): Promise<void> {
  await removeDeadDrafts(directory.base);
  if (await exists(join(directory.data, 'PG_VERSION'))) return;
  const draft = await mkdtemp(join(directory.base, `draft-${process.pid}-`));
  try {
    const { identity } = directory;
    if (identity) await chown(draft, identity.uid, identity.gid);
    await runInitdb(binaries, directory, { draft, fast });
    await publish(draft, directory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
