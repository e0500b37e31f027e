import { CommanderError, type Command } from 'commander';
import { createRunner } from './command/action.js';
import { EXIT, type ExitCode } from './command/exit-codes.js';
import type { GlobalOptions } from './command/global-options.js';
import { parserFailure } from './command/parser-failure.js';
import { reportFailure } from './command/report-failure.js';
import { wantsJson } from './command/wants-json.js';
import { createProgram } from './program.js';
import type { Io } from './terminal/io.js';
import { printable } from './terminal/printable.js';

/** Runs one command line (without `node` and the script) and returns its exit code; never throws, never exits. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.completed;
  const program = createProgram(createRunner(io, (ended) => (code = ended)));
  const json = wantsJson(argv);
  prepare(program, io, json);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return io.signal.aborted ? EXIT.interrupted : code;
  } catch (error) {
    const { json: said, color } = program.opts<GlobalOptions>();
    if (!(error instanceof CommanderError))
      return reportFailure(error, io, { json: said === true, color });
    if (error.exitCode === 0) return EXIT.completed;
    if (json) reportFailure(parserFailure(error, argv, program), io, { json, color });
    return EXIT.usage;
  }
}

/** Every command writes to `io` and throws instead of ending the process; with `--json` errors are written by us. */
function prepare(command: Command, io: Io, json: boolean): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => json || io.stderr.write(linewise(text)),
    getOutHelpWidth: () => io.stdout.columns ?? 80,
    getErrHelpWidth: () => io.stderr.columns ?? 80,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const subcommand of command.commands) prepare(subcommand, io, json);
}

function linewise(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
