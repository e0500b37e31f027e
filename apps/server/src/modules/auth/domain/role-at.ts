import { ROLES, type Role } from '@sluice/protocol';
import type { Grant } from './actor.js';
import type { Place } from './place.js';

/** Strongest role that `grants` give at `place`, or `null`: a grant counts for its own place and everything inside it. */
export function roleAt(grants: readonly Grant[], place: Place): Role | null {
  let strongest = -1;
  for (const grant of grants) {
    if (covers(grant, place)) strongest = Math.max(strongest, ROLES.indexOf(grant.role));
  }
  return ROLES[strongest] ?? null;
}

function covers(grant: Grant, place: Place): boolean {
  if (grant.projectId === null) return true;
  if (grant.projectId !== place.projectId) return false;
  return grant.environmentId === null || grant.environmentId === place.environmentId;
}
