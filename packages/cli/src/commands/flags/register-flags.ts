import type { Command } from 'commander';
import type { Runner } from '../../command/action.js';
import { collect, withWriteOptions } from '../../command/write-options.js';
import type { DefinitionOptions } from './definition-options.js';
import { withDefinitionOptions } from './definition-options.js';
import type { GraphOptions } from './graph-flag.js';
import type { HistoryOptions } from './show-history.js';
import type { ListOptions } from './list-flags.js';
import type { RevertOptions } from './revert-flag.js';
import type { SetOptions } from './set-options.js';
import type { WriteOptions } from '../../command/write-options.js';

/** `sluice flags …` */
export function registerFlags(program: Command, run: Runner): void {
  const flags = program.command('flags').alias('flag').description('feature flags');
  registerReads(flags, run);
  registerDefinitionWrites(flags, run);
  registerConfigurationWrites(flags, run);
}

function registerReads(flags: Command, run: Runner): void {
  flags
    .command('list')
    .alias('ls')
    .description('all flags, and where they are enabled')
    .option('-s, --search <text>', 'part of key, name or description')
    .option('--tag <tag>', 'with this tag')
    .option('--owner <name>', 'of this owner')
    .option('--risk <level>', 'low, medium or high')
    .option('--state <state>', 'active (default), archived or all')
    .option('--limit <n>', 'at most so many')
    .action(run<ListOptions>(async () => (await import('./list-flags.js')).listFlags));
  flags
    .command('get <key>')
    .description('one flag, and what it does in each environment (or the one of --env)')
    .action(run(async () => (await import('./get-flag.js')).getFlag));
  flags
    .command('history <key>')
    .description('who changed it, when, and what')
    .option('--definition', 'of what is the same in all environments')
    .option('--limit <n>', 'at most so many versions', '20')
    .action(run<HistoryOptions>(async () => (await import('./show-history.js')).showHistory));
  flags
    .command('graph [key]')
    .description('which flags it requires, and which require it, as a tree with states')
    .action(run<GraphOptions>(async () => (await import('./graph-flag.js')).graphFlag));
}

function registerDefinitionWrites(flags: Command, run: Runner): void {
  withDefinitionOptions(withWriteOptions(flags.command('create <key>')))
    .description('a new flag, disabled everywhere')
    .option('--type <type>', 'boolean, string, number or json', 'boolean')
    .action(run<DefinitionOptions>(async () => (await import('./create-flag.js')).createFlag));
  withDefinitionOptions(withWriteOptions(flags.command('update <key>')))
    .description('change what is the same in all environments')
    .action(run<DefinitionOptions>(async () => (await import('./update-flag.js')).updateFlag));
  withWriteOptions(flags.command('archive <key>'))
    .description('take it out of service in all environments')
    .action(run<WriteOptions>(async () => (await import('./archive-flag.js')).archiveFlag));
  withWriteOptions(flags.command('restore <key>'))
    .description('bring an archived flag back')
    .action(run<WriteOptions>(async () => (await import('./archive-flag.js')).restoreFlag));
  withWriteOptions(flags.command('delete <key>'))
    .description('delete an archived flag for good')
    .action(run<WriteOptions>(async () => (await import('./delete-flag.js')).deleteFlag));
  withWriteOptions(flags.command('revert <key> <version>'))
    .description('make it what it was at a version of its history')
    .option('--definition', 'what is the same in all environments')
    .action(run<RevertOptions>(async () => (await import('./revert-flag.js')).revertFlag));
}

function registerConfigurationWrites(flags: Command, run: Runner): void {
  withWriteOptions(flags.command('enable <key>'))
    .description('let its rules decide, in one environment')
    .action(run<WriteOptions>(async () => (await import('./switch-flag.js')).enableFlag));
  withWriteOptions(flags.command('disable <key>'))
    .description('serve its off variant to everyone, in one environment')
    .action(run<WriteOptions>(async () => (await import('./switch-flag.js')).disableFlag));
  withWriteOptions(flags.command('set <key>'))
    .description('change who gets what, in one environment')
    .option('--percentage <n>', 'so many percent get the variant of the rule')
    .option('--rule <id>', 'the rule to change; default: the only one without conditions')
    .option('--variant <name>', 'what that rule serves (a new rule: on)')
    .option('--when <condition>', 'only who fits: "country in SE,NO" or JSON (repeatable)', collect)
    .option('--first', 'put a new rule before all others')
    .option('--remove-rule <id>', 'take a rule away (repeatable)', collect)
    .option('--target <variant=ids>', 'these ids always get the variant (repeatable)', collect)
    .option('--untarget <ids>', 'these ids are decided by the rules again (repeatable)', collect)
    .option('--fallthrough <variant>', 'for everyone else: a variant, or on=10,off=90')
    .option('--off-variant <variant>', 'while disabled or shut down')
    .option('--enable', 'and enable it in the same step')
    .option(
      '--from <file>',
      'JSON with any of rules, targets, fallthrough, offVariant (- for stdin)',
    )
    .action(run<SetOptions>(async () => (await import('./set-flag.js')).setFlag));
}
