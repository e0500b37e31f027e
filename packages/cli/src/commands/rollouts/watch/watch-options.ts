import type { Command } from 'commander';
import { usageError } from '../../../command/cli-error.js';
import { parseSeconds } from '../parse-seconds.js';

/** Whether, and how long, to stay with a rollout. */
export interface WatchOptions {
  readonly watch?: boolean;
  readonly timeout?: string;
}

export function withWatchOptions(command: Command): Command {
  return command
    .option('-w, --watch', 'draw the ramp until it has ended')
    .option('--timeout <time>', 'watch no longer than this: 600, 10m, 2h; then exit code 6');
}

/** How long to watch, in ms; Infinity where nothing was said. A usage error where that is no time, or nobody watches. */
export function watchTimeoutMs({ watch, timeout }: WatchOptions): number {
  if (timeout === undefined) return Infinity;
  if (watch !== true)
    throw usageError('--timeout says how long to watch; nothing is watched without --watch.');
  const seconds = parseSeconds('--timeout', timeout);
  if (seconds > 0) return seconds * 1_000;
  throw usageError('--timeout 0 would see nothing.', 'Leave out --watch, or give it some time.');
}
