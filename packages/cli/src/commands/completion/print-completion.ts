import type { Input } from '../../command/action.js';
import { usageError } from '../../command/cli-error.js';
import type { CommandContext } from '../../command/command-context.js';
import { completionScript } from './completion-scripts.js';

/** Prints the script that makes a shell complete `sluice`. */
export function printCompletion({ out }: CommandContext, { args }: Input<object>): Promise<void> {
  const script = completionScript(args[0] ?? '');
  if (script === null)
    return Promise.reject(
      usageError(`There is no completion for '${args[0] ?? ''}'.`, 'bash, zsh or fish.'),
    );
  out.raw(script);
  return Promise.resolve();
}
