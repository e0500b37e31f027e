import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';

/** `sluice watch` */
export function registerWatch(program: Command, run: Runner): void {
  program
    .command('watch')
    .description('every change of an environment as it happens: who, what, why; until Ctrl-C')
    .action(run(async () => (await import('./watch.js')).watch));
}
