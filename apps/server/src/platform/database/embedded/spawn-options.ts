import type { SpawnOptions } from 'node:child_process';
import type { Identity } from './privileges.js';

/**
 * How PostgreSQL programs run: as that user, in that directory, with none of our environment (it holds
 * secrets, and PG* variables would change what they do). Node enters the directory before it drops rights.
 */
export function spawnOptions(
  cwd: string,
  identity: Identity | undefined,
): SpawnOptions & { stdio: ['ignore', 'pipe', 'pipe'] } {
  return {
    cwd,
    ...identity,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
}
