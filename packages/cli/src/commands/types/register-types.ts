import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import type { TypesOptions } from './write-types.js';

/** `sluice types` */
export function registerTypes(program: Command, run: Runner): void {
  program
    .command('types')
    .description(
      'write the flags of the project as TypeScript declarations, so that keys and values are checked',
    )
    .option('-o, --output <file>', 'where (- for stdout)', 'sluice-flags.d.ts')
    .option('--module <name>', 'the SDK to declare them for', '@sluice/sdk-node')
    .option('--check', 'change nothing; exit code 1 where the file is not up to date')
    .action(run<TypesOptions>(async () => (await import('./write-types.js')).writeTypes));
}
