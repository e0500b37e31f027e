import { roleCovers, type Role } from '@sluice/protocol';
import type { Grant } from './actor.js';
import type { Place } from './place.js';
import { canSee } from './can-see.js';
import { roleAt } from './role-at.js';

/** Whether a role suffices at a place, or what stands in the way; `held` is `null` for no role at all. */
export type RoleVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'NOT_FOUND' }
  | {
      readonly ok: false;
      readonly code: 'FORBIDDEN';
      readonly needed: Role;
      readonly held: Role | null;
      readonly protected: boolean;
    };

/** What is asked: `needed` at `place`; there an editor may change nothing that is `protected`. */
export interface RoleRequirement {
  readonly needed: Role;
  readonly place: Place;
  readonly protected: boolean;
}

/**
 * Verdict over `grants` (api.md, "Roles"). What the holder may not see is NOT_FOUND, never FORBIDDEN;
 * a write that needs `editor` needs `operator` where the environment is protected; reading a
 * project takes a role anywhere in it.
 */
export function requireRole(grants: readonly Grant[], requirement: RoleRequirement): RoleVerdict {
  const { place } = requirement;
  if (!canSee(grants, place)) return { ok: false, code: 'NOT_FOUND' };
  const needed =
    requirement.protected && requirement.needed === 'editor' ? 'operator' : requirement.needed;
  if (needed === 'viewer') return { ok: true };
  const held = roleAt(grants, place);
  if (held !== null && roleCovers(held, needed)) return { ok: true };
  return { ok: false, code: 'FORBIDDEN', needed, held, protected: requirement.protected };
}
