import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import type { LoginOptions } from './login.js';

/** `sluice login`, `logout`, `profiles` */
export function registerLogin(program: Command, run: Runner): void {
  program
    .command('login')
    .description(
      'keep a token for a server, in a file only you can read; the token is asked for without echo',
    )
    .option('--token-stdin', 'read the token from stdin')
    .option('--token-file <file>', 'read the token from a file that others cannot read')
    .action(run<LoginOptions>(async () => (await import('./login.js')).login));
  program
    .command('logout')
    .description('forget the token of the profile in use, or of --profile')
    .action(run(async () => (await import('./logout.js')).logout));
  const profiles = program
    .command('profiles')
    .alias('profile')
    .description('servers you logged in to');
  profiles
    .command('list', { isDefault: true })
    .alias('ls')
    .description('profiles, and which is in use')
    .action(run(async () => (await import('./list-profiles.js')).listProfiles));
  profiles
    .command('use <name>')
    .description('use this one from now on')
    .action(run(async () => (await import('./use-profile.js')).useProfile));
  profiles
    .command('remove <name>')
    .description('forget this one and its token')
    .action(run(async () => (await import('./logout.js')).removeProfile));
}
