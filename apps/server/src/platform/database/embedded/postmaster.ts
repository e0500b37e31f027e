import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { nameOf, type ClusterDirectory } from './cluster-directory.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './find-binaries.js';
import type { EmbeddedLog } from './log.js';
import { settingsArguments, type PostgresSettings } from './settings.js';
import { spawnOptions } from './spawn-options.js';
import { stopProcess } from './stop-process.js';

/** A PostgreSQL server that this process started. */
export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

/** What a server is started with. */
export interface PostmasterOptions {
  readonly socketDir: string;
  readonly log: EmbeddedLog;
  readonly settings?: PostgresSettings;
}

/** The server ended before it was ready because another one still uses the cluster. */
export class ClusterBusyError extends Error {
  override readonly name = 'ClusterBusyError';
}

const KEPT_LINES = 6;
/** Recovery after a crash replays at most `max_wal_size`, which takes seconds. */
const READY_WITHIN_MS = 120_000;
const READY = 'database system is ready to accept connections';
const BUSY = /lock file ".*" already exists|pre-existing shared memory block/;

/** FATAL ends one session; these end that way whenever a server stops or starts. */
const EXPECTED_FATAL = /^FATAL: .*(terminating connection|is (shutting down|starting up))/;

function levelOf(line: string): Parameters<EmbeddedLog>[0] {
  if (line.startsWith('PANIC:')) return 'error';
  return /^(FATAL|WARNING):/.test(line) && !EXPECTED_FATAL.test(line) ? 'warn' : 'debug';
}

function failure(lines: readonly string[]): Error {
  const text = lines.slice(-KEPT_LINES).join(' | ');
  if (lines.some((line) => BUSY.test(line))) return new ClusterBusyError(text);
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL did not start: ${text || 'no reason given'}`,
  );
}

function untilReady(child: ChildProcess, log: EmbeddedLog): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
    }, READY_WITHIN_MS);
    const ready = () => {
      clearTimeout(timer);
      resolve();
    };
    const output = createInterface({ input: child.stderr! });
    output.on('line', (line) => {
      lines.push(line);
      if (lines.length > 2 * KEPT_LINES) lines.shift();
      log(levelOf(line), `postgres: ${line}`);
      if (line.includes(READY)) ready();
    });
    child.stdout?.resume();
    child.once('error', (cause) => {
      clearTimeout(timer);
      const reason = `The embedded PostgreSQL cannot be run: ${cause.message}.`;
      reject(new EmbeddedPostgresError(reason, { cause }));
    });
    child.once('close', () => {
      clearTimeout(timer);
      reject(failure(lines));
    });
  });
}

function postmasterOf(child: ChildProcess, exited: Promise<void>): Postmaster {
  let running = true;
  // An exit without stop() must not leave the server behind; a signal is all that can be done then.
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  void exited.then(() => {
    running = false;
    process.off('exit', onExit);
  });
  const stop = async () => {
    child.ref();
    await stopProcess({
      signal: (name) => child.kill(name),
      isRunning: () => Promise.resolve(running),
    });
  };
  return { pid: child.pid ?? 0, exited, stop };
}

/**
 * Starts PostgreSQL on the cluster and resolves when it accepts connections. It runs in a session of its
 * own: the Ctrl-C of a terminal reaches every process of the foreground group, and the database must
 * outlive the server's last writes. It never keeps this process alive.
 */
export async function startPostmaster(
  binaries: PostgresBinaries,
  directory: ClusterDirectory,
  { socketDir, log, settings }: PostmasterOptions,
): Promise<Postmaster> {
  const args = ['-D', nameOf(directory.data, directory), ...settingsArguments(socketDir, settings)];
  const options = { ...spawnOptions(directory.data, directory.identity), detached: true };
  const child = spawn(binaries.postgres, args, options);
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const postmaster = postmasterOf(child, exited);
  await untilReady(child, log);
  child.unref();
  for (const stream of [child.stdout, child.stderr]) {
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
  return postmaster;
}
