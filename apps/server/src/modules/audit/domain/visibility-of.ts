import type { Grant } from '../../auth/index.js';
import type { AuditVisibility } from './audit-visibility.js';

/**
 * The events that `grants` show: those of the projects they name; with only a role in environments of
 * a project, those of these environments and of none; the global chain to its admins.
 */
export function visibilityOf(grants: readonly Grant[]): AuditVisibility {
  const ofProjects = grants.filter(({ environmentId }) => environmentId === null);
  const ofEnvironments = grants.filter(({ environmentId }) => environmentId !== null);
  return {
    everyProject: grants.some(({ projectId }) => projectId === null),
    projects: present(ofProjects.map(({ projectId }) => projectId)),
    partialProjects: present(ofEnvironments.map(({ projectId }) => projectId)),
    environments: present(ofEnvironments.map(({ environmentId }) => environmentId)),
    globalChain: grants.some(({ role, projectId }) => role === 'admin' && projectId === null),
  };
}

function present(ids: readonly (string | null)[]): string[] {
  return ids.filter((id) => id !== null);
}
