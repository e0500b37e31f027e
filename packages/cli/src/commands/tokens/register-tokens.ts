import { Option, type Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { collect, withWriteOptions, type WriteOptions } from '../../command/write-options.js';
import type { CreateTokenOptions } from './create-token.js';
import type { TokenListOptions } from './list-tokens.js';

const KINDS = ['personal', 'service'];

/** `sluice tokens …` */
export function registerTokens(program: Command, run: Runner): void {
  const tokens = program
    .command('tokens')
    .alias('token')
    .description('tokens that people and programs administer with');
  tokens
    .command('list')
    .alias('ls')
    .description('tokens, never their secrets')
    .addOption(new Option('--kind <kind>', 'only these').choices(KINDS))
    .option('--all', 'revoked and expired ones too')
    .action(run<TokenListOptions>(async () => (await import('./list-tokens.js')).listTokens));
  withWriteOptions(tokens.command('create <name>'))
    .description('a new token; its secret is shown once, alone on stdout')
    .requiredOption(
      '--grant <role>',
      'viewer, editor, operator or admin: role, role@project or role@project/env (repeatable)',
      collect,
    )
    .addOption(
      new Option('--kind <kind>', 'personal (for a person) or service (for a program)')
        .choices(KINDS)
        .default('service'),
    )
    .option('--expires <instant>', 'RFC 3339, like 2027-01-01T00:00:00Z')
    .action(run<CreateTokenOptions>(async () => (await import('./create-token.js')).createToken));
  withWriteOptions(tokens.command('revoke <token>'))
    .description('it stops working at once (token: id, its beginning, hint or name)')
    .action(run<WriteOptions>(async () => (await import('./revoke-token.js')).revokeToken));
}
