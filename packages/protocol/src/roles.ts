/** Roles from weakest to strongest; each may do all that those before it may (api.md, "Roles"). */
export const ROLES = ['viewer', 'editor', 'operator', 'admin'] as const;

export type Role = (typeof ROLES)[number];

/** True when `held` includes everything that `needed` allows. */
export function roleCovers(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
