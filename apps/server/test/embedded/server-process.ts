import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the process says: that it is up, that it is not, or what its last query gave. */
export type Report = { url: string } | { error: string } | { lastQuery: number };

/** A process that keeps an embedded database until it is stopped or killed. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** The next line it prints; rejects when it ends without one. */
  report(): Promise<Report>;
}

const SCRIPT = join(__dirname, 'keep-database.mjs');

/** Starts `keep-database.mjs` in a process group of its own, as that user if one is given. */
export function startServerProcess(
  dataDir: string,
  user?: { uid: number; gid: number },
): ServerProcess {
  const child = spawn(process.execPath, [SCRIPT, dataDir], {
    ...user,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const report = async () => {
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error('The process ended without a word.');
    return JSON.parse(value) as Report;
  };
  return { child, report };
}

/** Kills it as the kernel would for want of memory, and waits until it is gone. */
export async function killHard({ child }: ServerProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
