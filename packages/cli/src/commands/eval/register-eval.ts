import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import type { EvalOptions } from './evaluate.js';

/** `sluice eval` */
export function registerEval(program: Command, run: Runner): void {
  program
    .command('eval [key]')
    .alias('evaluate')
    .description('what a user gets, and why: one flag, or all')
    .option(
      '-u, --user <user>',
      'JSON like \'{"id": "cora", "country": "SE"}\', an id, or @file (@- for stdin)',
    )
    .option('--at <instant>', 'at another moment, RFC 3339')
    .option('--explain', 'every step of the decision')
    .action(run<EvalOptions>(async () => (await import('./evaluate.js')).evaluate));
}
