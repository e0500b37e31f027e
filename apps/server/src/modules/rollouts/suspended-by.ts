import type { WriteUnit } from '../commands/index.js';
import type { Facts } from './domain/machine/facts.js';

/** Why no flag of the environment may be ramped up, whatever its configuration says: it is shut down, or archived; else undefined. */
export function suspendedBy(
  { project, environment }: WriteUnit,
  onShutdown: 'off' | 'keep',
): Facts['suspendedBy'] {
  if (project?.archived === true || environment.archived) return 'ARCHIVED';
  return environment.shutdown && onShutdown === 'off' ? 'SHUTDOWN' : undefined;
}
