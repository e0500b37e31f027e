import { Command } from 'commander';
import { CLI_VERSION } from './cli-version.js';
import type { Runner } from './command/action.js';
import { addGlobalOptions } from './command/global-options.js';
import { REGISTRATIONS } from './commands/index.js';

/** The whole command line with its help; loads no command. */
export function createProgram(run: Runner): Command {
  const program = new Command('sluice')
    .description('Feature flags that open step by step and shut at once')
    .version(CLI_VERSION, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError('(sluice help shows every command)');
  addGlobalOptions(program);
  for (const register of REGISTRATIONS) register(program, run);
  return program;
}
