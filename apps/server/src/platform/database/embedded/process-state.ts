import { readFile, readlink } from 'node:fs/promises';
import { isErrno } from './errno.js';

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

/**
 * True when this process is a PostgreSQL working in that directory: its own files name a pid that may by
 * now be somebody else's (after a container restart it usually is). Elsewhere than on Linux every live
 * process of that id counts.
 */
export async function isPostgresIn(pid: number, realDirectory: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8');
    return name.trim() === 'postgres' && (await readlink(`/proc/${pid}/cwd`)) === realDirectory;
  } catch {
    return false;
  }
}
