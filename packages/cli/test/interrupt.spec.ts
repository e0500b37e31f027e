import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = join(__dirname, '../bin/sluice.mjs');
const SERVER = 'http://127.0.0.1:9';
const MORE_THAN_A_PIPE_HOLDS = Buffer.alloc(1024 * 1024, ' ');

const folder = mkdtempSync(join(tmpdir(), 'sluice-interrupt-'));
const pipe = join(folder, 'pipe');
beforeAll(() => void execFileSync('mkfifo', ['-m', '600', pipe]));
afterAll(() => rmSync(folder, { recursive: true }));

/** How a command ends that is interrupted when `reads` has seen that it reads. */
async function interrupted(
  argv: readonly string[],
  reads: (child: ChildProcess) => Promise<unknown>,
): Promise<unknown> {
  const env = { PATH: process.env.PATH, HOME: folder, SLUICE_URL: SERVER, SLUICE_TOKEN: 'token' };
  const child = spawn(process.execPath, [BIN, ...argv], { env, cwd: folder, stdio: 'pipe' });
  try {
    const exit = once(child, 'exit');
    await Promise.race([reads(child), exit]);
    child.kill('SIGINT');
    return await exit;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Its stdin was read, and stays open. */
function readsStdin({ stdin }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    stdin?.on('error', () => resolve()).write(MORE_THAN_A_PIPE_HOLDS, () => resolve());
  });
}

it.each([
  ['import', '-', '--format', 'sluice'],
  ['login', '--token-stdin', '--url', SERVER],
  ['health', 'push', '-', '--flag', 'checkout'],
])('Ctrl-C ends what waits for stdin: %s %s', async (...argv) => {
  expect(await interrupted(argv, readsStdin)).toEqual([130, null]);
});

it.each([
  ['import', pipe, '--format', 'sluice'],
  ['login', '--token-file', pipe, '--url', SERVER],
])('Ctrl-C ends what waits for a pipe that nobody writes to: %s', async (...argv) => {
  const writer = spawn('sh', ['-c', 'exec 3>"$0"; echo it is read; exec sleep 60', pipe]);
  const writerEnded = once(writer, 'exit');
  const ended = await interrupted(argv, () => once(writer.stdout, 'data'));
  writer.kill('SIGKILL');
  await writerEnded;
  expect(ended).toEqual([null, 'SIGINT']);
});
