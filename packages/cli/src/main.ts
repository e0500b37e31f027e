import { EXIT } from './command/exit-codes.js';
import { runCli } from './run-cli.js';

const interrupt = new AbortController();
const GRACE_MS = 2_000;

/** Ctrl-C ends what is going on; a second one, or two seconds, end it the hard way. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
  setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref();
}

/** `sluice … | head`: whoever read us has had enough. */
function onPipeError(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(EXIT.completed);
  throw error;
}

async function main(): Promise<void> {
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  process.stdout.on('error', onPipeError);
  process.stderr.on('error', onPipeError);
  const { stdin, stdout, stderr, env } = process;
  const io = { stdin, stdout, stderr, env, cwd: process.cwd(), signal: interrupt.signal };
  const code = await runCli(process.argv.slice(2), io);
  // Not at once: what was written to a pipe may still be under way.
  stdout.write('', () => stderr.write('', () => process.exit(code)));
}

void main();
