import type { Grant } from './actor.js';
import type { Place } from './place.js';

/**
 * True when `grants` let their holder know that `place` exists: any role there, above it or, for a
 * project, in one of its environments. Everything else is answered like something that is not there.
 */
export function canSee(grants: readonly Grant[], place: Place): boolean {
  return grants.some((grant) => {
    if (grant.projectId === null) return true;
    if (grant.projectId !== place.projectId) return false;
    return (
      grant.environmentId === null ||
      place.environmentId === null ||
      grant.environmentId === place.environmentId
    );
  });
}
