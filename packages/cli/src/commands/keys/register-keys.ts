import { Option, type Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import type { CreateKeyOptions } from './create-key.js';
import type { KeyListOptions } from './list-keys.js';
import type { RotateOptions } from './rotate-key.js';

const KINDS = ['server', 'client'];

/** `sluice keys …` */
export function registerKeys(program: Command, run: Runner): void {
  const keys = program.command('keys').alias('key').description('SDK keys of an environment');
  keys
    .command('list')
    .alias('ls')
    .description('keys, never their secrets')
    .addOption(new Option('--kind <kind>', 'only these').choices(KINDS))
    .option('--all', 'revoked and expired ones too')
    .action(run<KeyListOptions>(async () => (await import('./list-keys.js')).listKeys));
  withWriteOptions(keys.command('create <name>'))
    .description('a new key; its secret is shown once, alone on stdout')
    .addOption(
      new Option('--kind <kind>', 'server (services) or client (browsers)')
        .choices(KINDS)
        .makeOptionMandatory(),
    )
    .option('--rate-limit <n>', 'requests per second it may make (default: as the server says)')
    .option('--expires <instant>', 'RFC 3339, like 2027-01-01T00:00:00Z')
    .action(run<CreateKeyOptions>(async () => (await import('./create-key.js')).createKey));
  withWriteOptions(keys.command('rotate <key>'))
    .description(
      'a new secret; the old one goes on working for a while (key: id, its beginning, hint or name)',
    )
    .option('--overlap <hours>', 'how long the old one works (default 24)')
    .option('--name <text>', 'name of the new one')
    .action(run<RotateOptions>(async () => (await import('./rotate-key.js')).rotateKey));
  withWriteOptions(keys.command('limit <key> <n>'))
    .description('requests per second it may make from now on; `usual` for what the server says')
    .action(run<WriteOptions>(async () => (await import('./limit-key.js')).limitKey));
  withWriteOptions(keys.command('revoke <key>'))
    .description('its SDKs are cut off within a second')
    .action(run<WriteOptions>(async () => (await import('./revoke-key.js')).revokeKey));
}
