import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';

/** `sluice whoami` */
export function registerWhoami(program: Command, run: Runner): void {
  program
    .command('whoami')
    .description('which server is used, as whom, and what that may do')
    .action(run(async () => (await import('./whoami.js')).whoami));
}
