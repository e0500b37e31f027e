import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { CommandContext } from './command-context.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { GlobalOptions } from './global-options.js';

/** A command's work. `input.args` are its positional arguments in order, `input.options` its own options with the global ones. */
export type Handler<Options = object> = (
  context: CommandContext,
  input: Input<Options>,
) => Promise<ExitCode | void>;

/** What the command line said. */
export interface Input<Options> {
  readonly args: readonly string[];
  readonly options: Options;
  /** For help on misuse. */
  readonly command: Command;
}

/** Makes the action of a command from a function that loads its handler, so that nothing is loaded which is not called. */
export type Runner = <Options>(
  load: () => Promise<Handler<Options>>,
) => (...parameters: unknown[]) => Promise<void>;

/** A runner on `io`; `finish` is told the exit code of the command that ran. */
export function createRunner(io: Io, finish: (code: ExitCode) => void): Runner {
  return <Options>(load: () => Promise<Handler<Options>>) =>
    async (...parameters: unknown[]): Promise<void> => {
      const command = parameters[parameters.length - 1] as Command;
      const options = command.optsWithGlobals<Options & GlobalOptions>();
      const handler = await load();
      const input = { args: command.args, options, command };
      finish((await handler(new CommandContext(io, options), input)) ?? EXIT.completed);
    };
}
