import type { Command } from 'commander';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly url?: string;
  readonly profile?: string;
  readonly project?: string;
  readonly env?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly yes?: boolean;
}

/** Adds them to the program. */
export function addGlobalOptions(program: Command): Command {
  return program
    .option('-p, --project <key>', 'project (SLUICE_PROJECT; default: the only one)')
    .option('-e, --env <key>', 'environment (SLUICE_ENV)')
    .option('--profile <name>', 'profile of `sluice login` (SLUICE_PROFILE)')
    .option('--url <address>', 'server (SLUICE_URL)')
    .option('--json', "the API's JSON on stdout, errors as JSON on stderr")
    .option('-y, --yes', 'do not ask before doing it')
    .option('--no-color', 'no colours (NO_COLOR)');
}
