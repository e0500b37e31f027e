import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions } from '../../command/write-options.js';
import type { CreateEnvironmentOptions } from './create-environment.js';

/** `sluice environments …` */
export function registerEnvironments(program: Command, run: Runner): void {
  const environments = program
    .command('environments')
    .alias('envs')
    .description('environments of the project');
  environments
    .command('list')
    .alias('ls')
    .description('environments with their revision and shutdown')
    .action(run(async () => (await import('./list-environments.js')).listEnvironments));
  withWriteOptions(environments.command('create <key>'))
    .description('a new environment')
    .option('--name <text>', 'name shown to people')
    .option('--hue <#rrggbb>', 'shown beside the name')
    .option('--protected', 'needs the role operator to change')
    .action(
      run<CreateEnvironmentOptions>(
        async () => (await import('./create-environment.js')).createEnvironment,
      ),
    );
}
