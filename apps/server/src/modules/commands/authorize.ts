import { AppError } from '../../platform/errors/app-error.js';
import { requireRole, type Actor, type RoleVerdict } from '../auth/index.js';
import type { AnyCommandHandler } from './command-handler.js';
import type { LockedScope } from './lock-scope.js';
import type { LockedEnvironment, LockedProject } from './locked.js';

function refuse(verdict: RoleVerdict, project: LockedProject | null, environment?: string): void {
  if (verdict.ok) return;
  const where = {
    ...(project !== null && { project: project.key }),
    ...(environment !== undefined && { environment }),
  };
  if (verdict.code === 'NOT_FOUND') throw new AppError('NOT_FOUND', where);
  const { needed, held } = verdict;
  const place =
    environment === undefined
      ? project === null
        ? 'the whole server'
        : `project ${project.key}`
      : `the ${verdict.protected ? 'protected ' : ''}environment ${project?.key ?? ''}/${environment}`;
  const message = `This needs the role ${needed} for ${place}; the credential holds ${held ?? 'none'} there. Ask an admin for a grant.`;
  throw new AppError('FORBIDDEN', { ...where, needed, held }, { message });
}

/** Throws unless the actor holds the handler's role where it acts, and what it acts on is not archived. */
export function authorizeScope(actor: Actor, handler: AnyCommandHandler, scope: LockedScope): void {
  const { project } = scope;
  const projectId = project?.id ?? null;
  if (handler.scope === 'environment') {
    const [environment] = scope.environments.values();
    if (environment === undefined) throw new AppError('NOT_FOUND');
    const place = { projectId, environmentId: environment.id };
    const requirement = { needed: handler.role, place, protected: environment.protected };
    refuse(requireRole(actor.grants, requirement), project, environment.key);
    refuseArchived(handler, 'environment', environment);
  } else {
    const place = { projectId, environmentId: null };
    refuse(requireRole(actor.grants, { needed: handler.role, place, protected: false }), project);
  }
  if (project !== null) refuseArchived(handler, 'project', project);
}

function refuseArchived(
  handler: AnyCommandHandler,
  kind: 'project' | 'environment',
  { key, archived }: { readonly key: string; readonly archived: boolean },
): void {
  if (archived && handler.allowsArchived !== true)
    throw new AppError(
      'ARCHIVED',
      { [kind]: key },
      { message: `The ${kind} ${key} is archived. Restore it first.` },
    );
}

/** Throws unless the actor may change what this environment serves: a project-level write meets protected environments here. */
export function authorizeServedChange(
  actor: Actor,
  handler: AnyCommandHandler,
  scope: { readonly project: LockedProject | null; readonly environment: LockedEnvironment },
): void {
  const { project, environment } = scope;
  if (!environment.protected || environment.archived) return;
  const place = { projectId: environment.projectId, environmentId: environment.id };
  const requirement = { needed: handler.role, place, protected: true };
  refuse(requireRole(actor.grants, requirement), project, environment.key);
}
