import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError } from '../command/cli-error.js';

const OTHERS = 0o077;
// To open a pipe would wait for somebody to write into it; Windows has no such flag.
const NOT_WAITING = (constants.O_NONBLOCK as number | undefined) ?? 0;

/** Text of a file with secrets in it, or null where there is none. Refused where others may read it or own it, and where it is no file. */
export function readSecretFile(path: string): string | null {
  let file;
  try {
    file = openSync(path, constants.O_RDONLY | NOT_WAITING);
  } catch (error) {
    return nothingOr(error, path);
  }
  try {
    refuseUnlessPrivate(path, fstatSync(file), false);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** As {@link readSecretFile}, of a file that the user named: a pipe is waited for, and Ctrl-C is heard meanwhile. */
export async function readNamedSecret(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY);
  } catch (error) {
    return nothingOr(error, path);
  }
  try {
    refuseUnlessPrivate(path, await file.stat(), true);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** Writes the file with mode 0600, at once: a reader sees the old or the new one. Its folder is made with 0700. */
export function writeSecretFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function nothingOr(error: unknown, path: string): null {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw new CliError(`The credentials in ${path} cannot be read: ${message}.`);
}

function refuseUnlessPrivate(path: string, stats: Stats, mayBePipe: boolean): void {
  if (!stats.isFile() && !(mayBePipe && stats.isFIFO()))
    throw new CliError(`${path} is not a file: no credentials are read from it.`);
  if (process.platform !== 'win32') refuseIfShared(path, stats);
}

function refuseIfShared(path: string, { mode, uid }: { mode: number; uid: number }): void {
  const self = process.getuid?.() ?? uid;
  if (uid !== self && uid !== 0) {
    throw new CliError(
      `The credentials in ${path} belong to another user (uid ${uid}) and are not used.`,
    );
  }
  if ((mode & OTHERS) !== 0) {
    throw new CliError(
      `The credentials in ${path} can be read by others (mode ${(mode & 0o777).toString(8)}) and are not used.`,
      {
        advice: `chmod 600 '${path}'. If others may have read it, revoke the token and log in again.`,
      },
    );
  }
}
