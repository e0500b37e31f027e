import type { Command } from 'commander';
import { collect, type WriteOptions } from '../../command/write-options.js';

/** Options that say what is the same in all environments. */
export interface DefinitionOptions extends WriteOptions {
  readonly type?: string;
  readonly variant?: readonly string[];
  readonly name?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly tag?: readonly string[];
  readonly risk?: string;
  readonly requires?: readonly string[];
  readonly onShutdown?: string;
  readonly clientVisible?: boolean;
  readonly temporary?: boolean;
}

/** Adds them to a command. */
export function withDefinitionOptions(command: Command): Command {
  return command
    .option(
      '--variant <name=json>',
      'a variant and its value, like copy=\'"Buy"\' (repeatable)',
      collect,
    )
    .option('--name <text>', 'name shown to people')
    .option('--description <text>', 'what it is for')
    .option('--owner <name>', 'who answers for it')
    .option('--tag <tag>', 'replaces all tags (repeatable)', collect)
    .option('--risk <level>', 'low, medium or high')
    .option(
      '--requires <flag>',
      'a parent: key, key=off or key=variant; replaces all, none for none (repeatable)',
      collect,
    )
    .option('--on-shutdown <what>', 'off, or keep for protective flags')
    .option('--client-visible', 'served to browsers')
    .option('--no-client-visible', 'not served to browsers')
    .option('--temporary', 'meant to be removed')
    .option('--no-temporary', 'meant to stay');
}
