import { EXIT } from './command/exit-codes.js';
import { runCli } from './run-cli.js';
import { fileOutput, isFile } from './terminal/file-output.js';

const interrupt = new AbortController();
const GRACE_MS = 2_000;

/** Ctrl-C ends what is going on; a second one, or two seconds, end it the hard way. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
  setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref();
}

/** `sluice … | head`: whoever read us has had enough. Anything else means that output is missing. */
function onOutputError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.completed);
  process.stderr.write(
    `error: The output could not be written: ${error.message}.\n→ What is there is not all of it. Make room, or write elsewhere.\n`,
  );
  process.exit(EXIT.failed);
}

async function main(): Promise<void> {
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const { stdin, stderr, env } = process;
  const stdout = isFile(1, process.stdout.isTTY) ? fileOutput(1) : process.stdout;
  stdout.on('error', onOutputError);
  stderr.on('error', onOutputError);
  const io = { stdin, stdout, stderr, env, cwd: process.cwd(), signal: interrupt.signal };
  const code = await runCli(process.argv.slice(2), io);
  // Not at once: what was written to a pipe may still be under way.
  stdout.write('', (error) => {
    if (error) return onOutputError(error);
    stderr.write('', () => process.exit(code));
  });
}

void main();
