import { AppError } from '../../platform/errors/app-error.js';
import type { StoredGrant } from './domain/stored-grant.js';

/** The refusal of who manages a grant without holding `admin` at its place. */
export function grantRefused(grant: StoredGrant): AppError {
  const { role, project, environment } = grant;
  const where =
    project === null
      ? 'the whole server'
      : environment === null
        ? `the project ${project}`
        : `the environment ${project}/${environment}`;
  return new AppError(
    'FORBIDDEN',
    { needed: 'admin', role, project, environment },
    {
      message: `A token with the role ${role} for ${where} is managed by admins of ${where} only. Nobody can grant more than they hold.`,
    },
  );
}
