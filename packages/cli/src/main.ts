import { CliError } from './command/cli-error.js';
import { EXIT } from './command/exit-codes.js';
import { reportFailure } from './command/report-failure.js';
import { wantsJson } from './command/wants-json.js';
import { runCli } from './run-cli.js';
import { fileOutput, isFile } from './terminal/file-output.js';
import type { Io } from './terminal/io.js';

const interrupt = new AbortController();
const GRACE_MS = 2_000;

/** Ctrl-C ends what is going on; a second one, or two seconds, end it the hard way. */
function onInterrupt(): void {
  if (interrupt.signal.aborted) endAtOnce();
  interrupt.abort();
  setTimeout(endAtOnce, GRACE_MS).unref();
}

/** By the signal itself, which shells tell as 130: `process.exit` waits for a thread that waits for a pipe. */
function endAtOnce(): void {
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
}

/** `sluice … | head`: whoever read us has had enough. Anything else means that output is missing. */
function onOutputError(error: NodeJS.ErrnoException, io: Io): void {
  if (error.code === 'EPIPE') process.exit(EXIT.completed);
  const failure = new CliError(`The output could not be written: ${error.message}.`, {
    advice: 'What is there is not all of it. Make room, or write elsewhere.',
  });
  const argv = process.argv.slice(2);
  const options = { json: wantsJson(argv), color: !argv.includes('--no-color') };
  process.exit(reportFailure(failure, io, options));
}

async function main(): Promise<void> {
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const { stdin, stderr, env } = process;
  const stdout = isFile(1, process.stdout.isTTY) ? fileOutput(1) : process.stdout;
  const io = { stdin, stdout, stderr, env, cwd: process.cwd(), signal: interrupt.signal };
  const onError = (error: Error): void => onOutputError(error, io);
  stdout.on('error', onError);
  stderr.on('error', onError);
  const code = await runCli(process.argv.slice(2), io);
  // Not at once: what was written to a pipe may still be under way.
  stdout.write('', (error) => {
    if (error) return onError(error);
    stderr.write('', () => process.exit(code));
  });
}

void main();
