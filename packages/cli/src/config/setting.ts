import type { Io } from '../terminal/io.js';

/** The value of an environment variable; an empty one counts as not set. */
export function setting(env: Io['env'], name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}
