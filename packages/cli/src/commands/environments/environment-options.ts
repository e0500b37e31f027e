import type { CreateEnvironment } from '@sluice/protocol';
import type { Command } from 'commander';
import { usageError } from '../../command/cli-error.js';
import { withWriteOptions, type WriteOptions } from '../../command/write-options.js';

/** What an environment is said to be; `hue` is its colour: `color` is taken by `--no-color`. */
export interface EnvironmentOptions extends WriteOptions {
  readonly name?: string;
  readonly hue?: string;
  readonly position?: string;
  readonly protected?: boolean;
}

/** Adds them to a command. */
export function withEnvironmentOptions(command: Command): Command {
  return withWriteOptions(command)
    .option('--name <text>', 'name shown to people')
    .option('--hue <#rrggbb>', 'shown beside the name')
    .option('--position <n>', 'where it stands among the others')
    .option('--protected', 'needs the role operator to change')
    .option('--no-protected', 'needs no more than the role editor');
}

/** The members that were named. Exit code 2 for a position that is no number. */
export function environmentBody(
  options: EnvironmentOptions,
): Pick<CreateEnvironment, 'name' | 'color' | 'position' | 'protected'> {
  const { name, hue, position } = options;
  if (position !== undefined && !/^\d{1,5}$/.test(position))
    throw usageError(`--position ${position}: that is no whole number.`);
  return {
    ...(name !== undefined && { name }),
    ...(hue !== undefined && { color: hue }),
    ...(position !== undefined && { position: Number(position) }),
    ...(options.protected !== undefined && { protected: options.protected }),
  };
}
