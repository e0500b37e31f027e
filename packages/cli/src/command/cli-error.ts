import { EXIT, type ExitCode } from './exit-codes.js';

/** Ends the command with a message for people and an exit code; `advice` says what to do next. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly advice: string | null;

  constructor(
    message: string,
    { exitCode = EXIT.failed, advice }: { exitCode?: ExitCode; advice?: string } = {},
  ) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.advice = advice ?? null;
  }
}

/** A command line that makes no sense: exit code 2. */
export function usageError(message: string, advice?: string): CliError {
  return new CliError(message, { exitCode: EXIT.usage, ...(advice !== undefined && { advice }) });
}
