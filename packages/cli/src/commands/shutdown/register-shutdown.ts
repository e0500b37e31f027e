import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions } from '../../command/write-options.js';
import type { ShutdownOptions } from './change-shutdown.js';

/** `sluice shutdown …` */
export function registerShutdown(program: Command, run: Runner): void {
  const shutdown = program
    .command('shutdown')
    .description('switch off everything that may be switched off, in --env or the whole project');
  withWriteOptions(shutdown.command('on'))
    .description('engage: every flag serves its off variant, at once; asks nothing')
    .requiredOption('-r, --reason <text>', 'why: it is shown and audited')
    .option('--all', 'every environment of the project, whatever is configured')
    .action(run<ShutdownOptions>(async () => (await import('./change-shutdown.js')).engage));
  withWriteOptions(shutdown.command('off'))
    .description('release: flags answer by their rules again')
    .requiredOption('-r, --reason <text>', 'why: it is shown and audited')
    .option('--all', 'every environment of the project, whatever is configured')
    .action(run<ShutdownOptions>(async () => (await import('./change-shutdown.js')).release));
  shutdown
    .command('status')
    .description('where it is engaged, since when, by whom and why')
    .action(run(async () => (await import('./shutdown-status.js')).shutdownStatus));
}
