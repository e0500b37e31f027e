export type { Actor, Grant } from './domain/actor.js';
export { actorLabel } from './domain/actor-label.js';
export { canSee } from './domain/can-see.js';
export type { Place } from './domain/place.js';
export { requireRole, type RoleRequirement, type RoleVerdict } from './domain/require-role.js';
export { roleAt } from './domain/role-at.js';
