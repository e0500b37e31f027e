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
} from 'node:fs';
import { dirname } from 'node:path';
import { CliError } from '../command/cli-error.js';

const OTHERS = 0o077;
// To open a pipe would wait for somebody to write into it; Windows has no such flag.
const NOT_WAITING = (constants.O_NONBLOCK as number | undefined) ?? 0;

/** Text of a file with secrets in it, or null where there is none. Refused where others may read it or own it, and where it is no file: a pipe is waited for only with `mayBePipe`. */
export function readSecretFile(path: string, { mayBePipe = false } = {}): string | null {
  const file = openIfThere(path, mayBePipe ? 0 : NOT_WAITING);
  if (file === null) return null;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() && !(mayBePipe && stats.isFIFO()))
      throw new CliError(`${path} is not a file: no credentials are read from it.`);
    if (process.platform !== 'win32') refuseIfShared(path, stats);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
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

function openIfThere(path: string, flags: number): number | null {
  try {
    return openSync(path, constants.O_RDONLY | flags);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new CliError(`The credentials in ${path} cannot be read: ${message}.`);
  }
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
