import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import type { Handler } from '../../command/action.js';

/** `sluice completion`, and the hidden command that the scripts call. */
export function registerCompletion(program: Command, run: Runner): void {
  program
    .command('completion <shell>')
    .description(
      'completion for bash, zsh or fish, flag keys included: source <(sluice completion bash)',
    )
    .action(run(async () => (await import('./print-completion.js')).printCompletion));
  program
    .command('__complete [words...]', { hidden: true })
    .description('candidates for the last word')
    .action(
      run(async (): Promise<Handler> => {
        const { complete } = await import('./complete.js');
        return (context, input) => complete(context, { words: input.args, program });
      }),
    );
}
