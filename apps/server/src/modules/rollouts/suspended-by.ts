import type { WriteUnit } from '../commands/index.js';
import type { Facts } from './domain/machine/facts.js';

/** Why nobody in the environment gets a flag, whatever its configuration says; undefined where they do. */
export function suspendedBy(
  { project, environment }: WriteUnit,
  onShutdown: 'off' | 'keep',
): Facts['suspendedBy'] {
  if (project?.archived === true || environment.archived) return 'ARCHIVED';
  return environment.shutdown && onShutdown === 'off' ? 'SHUTDOWN' : undefined;
}
