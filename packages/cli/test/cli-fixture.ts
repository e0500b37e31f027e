import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runCli } from '../src/run-cli.js';
import type { OutputStream } from '../src/terminal/io.js';
import { startTestServer, type TestServer } from './test-server.js';

/** What one run of the command printed, and how it ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run differs from the usual one. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Width of the terminal that stdout is. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
  /** Told everything that is printed, as it is. */
  readonly onOutput?: (text: string) => void;
}

/** Runs the command in this process, as a user whose home is `home`, and collects what it prints. */
export async function runTestCli(
  home: string,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const { stdin = '', columns, onOutput = () => undefined } = options;
  const stdout = collector(onOutput, columns);
  const stderr = collector(onOutput);
  const code = await runCli(argv, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: { HOME: home, ...options.env },
    cwd: options.cwd ?? home,
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(
  onOutput: (text: string) => void,
  columns?: number,
): { stream: OutputStream; text(): string } {
  let text = '';
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    onOutput(chunk.toString('utf8'));
  });
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  return { stream: Object.assign(stream, terminal), text: () => text };
}

/** A server with a user who has a home and the admin's token in the environment. */
export interface CliFixture {
  readonly app: TestServer;
  readonly home: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Run>;
  close(): Promise<void>;
}

/** Starts a server with `variables`, and makes the project `shop` with `environments` (the last one protected). */
export async function startCliFixture(
  environments: readonly string[] = ['staging', 'production'],
  variables: Readonly<Record<string, string>> = {},
): Promise<CliFixture> {
  const app = await startTestServer(variables);
  const home = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  await app.call('POST', '/api/v1/projects', { body: { key: 'shop' } });
  for (const [position, key] of environments.entries()) {
    const isLast = position === environments.length - 1;
    const body = { key, position, protected: isLast && environments.length > 1 };
    await app.call('POST', '/api/v1/projects/shop/environments', { body });
  }
  const credentials = { SLUICE_URL: app.origin, SLUICE_TOKEN: app.token };
  return {
    app,
    home,
    run: (argv, options = {}) =>
      runTestCli(home, argv, { ...options, env: { ...credentials, ...options.env } }),
    close: async () => {
      await app.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
