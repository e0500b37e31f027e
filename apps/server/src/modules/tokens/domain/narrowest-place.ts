import type { StoredGrant } from './stored-grant.js';

/** Where a command about a token acts: the one place all its grants lie in, by keys. */
export type TokenPlace =
  | { readonly scope: 'global' }
  | { readonly scope: 'project'; readonly project: string }
  | { readonly scope: 'environment'; readonly project: string; readonly environment: string };

/** The narrowest place that holds all `grants`, so that admins of a project can manage tokens of that project. */
export function narrowestPlace(
  grants: readonly Pick<StoredGrant, 'project' | 'environment'>[],
): TokenPlace {
  const [first] = grants;
  const project = first?.project ?? null;
  if (project === null || grants.some((grant) => grant.project !== project)) {
    return { scope: 'global' };
  }
  const environment = first?.environment ?? null;
  if (environment === null || grants.some((grant) => grant.environment !== environment)) {
    return { scope: 'project', project };
  }
  return { scope: 'environment', project, environment };
}
