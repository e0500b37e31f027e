import type { Grant } from '../../auth/index.js';

/** Ids of the project's environments that `grants` show, or `null` for all of them. */
export function visibleEnvironments(
  grants: readonly Grant[],
  projectId: string | null,
): string[] | null {
  const here = grants.filter((grant) => grant.projectId === null || grant.projectId === projectId);
  const ids = here.map(({ environmentId }) => environmentId);
  return ids.includes(null) ? null : ids.filter((id) => id !== null);
}
