import type { Command } from 'commander';

/** Options of every command that writes. */
export interface WriteOptions {
  readonly comment?: string;
  readonly confirm?: readonly string[];
  readonly dryRun?: boolean;
}

/** Adds them to a command. */
export function withWriteOptions(command: Command): Command {
  return command
    .option('-m, --comment <text>', 'why, for the audit log')
    .option('--confirm <code>', 'a warning that is meant, by its code (repeatable)', collect)
    .option('--dry-run', 'show what would happen and change nothing');
}

/** Parser of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
