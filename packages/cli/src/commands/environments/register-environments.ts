import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import { withEnvironmentOptions, type EnvironmentOptions } from './environment-options.js';
import type { EnvironmentListOptions } from './list-environments.js';

/** `sluice environments …` */
export function registerEnvironments(program: Command, run: Runner): void {
  const environments = program
    .command('environments')
    .aliases(['environment', 'envs'])
    .description('environments of the project');
  environments
    .command('list')
    .alias('ls')
    .description('environments with their revision and shutdown')
    .option('--archived', 'archived ones instead')
    .action(
      run<EnvironmentListOptions>(
        async () => (await import('./list-environments.js')).listEnvironments,
      ),
    );
  withEnvironmentOptions(environments.command('create <key>'))
    .description('a new environment')
    .action(
      run<EnvironmentOptions>(
        async () => (await import('./create-environment.js')).createEnvironment,
      ),
    );
  withEnvironmentOptions(environments.command('update <key>'))
    .description('change its name, colour, position or protection')
    .action(
      run<EnvironmentOptions>(
        async () => (await import('./update-environment.js')).updateEnvironment,
      ),
    );
  withWriteOptions(environments.command('archive <key>'))
    .description('keep it readable, and let nothing in it be changed')
    .action(
      run<WriteOptions>(async () => (await import('./archive-environment.js')).archiveEnvironment),
    );
  withWriteOptions(environments.command('restore <key>'))
    .description('make an archived environment changeable again')
    .action(
      run<WriteOptions>(async () => (await import('./archive-environment.js')).restoreEnvironment),
    );
}
