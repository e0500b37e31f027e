import type { Command } from 'commander';
import { ApiFailure } from '../api/api-failure.js';
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

/** `work`; where something was not found because of a mistyped project or environment, the refusal says so. */
async function advised<T>(context: CommandContext, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isUnknown = error instanceof ApiFailure && error.body.code === 'NOT_FOUND';
    if (!isUnknown || error.advice !== null) throw error;
    const { placeSuggestion } = await import('./place-suggestion.js');
    throw new ApiFailure(
      error.status,
      error.body,
      await placeSuggestion(context).catch(() => null),
    );
  }
}

/** A runner on `io`; `finish` is told the exit code of the command that ran. */
export function createRunner(io: Io, finish: (code: ExitCode) => void): Runner {
  return <Options>(load: () => Promise<Handler<Options>>) =>
    async (...parameters: unknown[]): Promise<void> => {
      const command = parameters[parameters.length - 1] as Command;
      const options = command.optsWithGlobals<Options & GlobalOptions>();
      const handler = await load();
      const context = new CommandContext(io, options);
      const input = { args: command.args, options, command };
      finish((await advised(context, handler(context, input))) ?? EXIT.completed);
    };
}
