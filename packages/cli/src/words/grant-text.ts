import type { GrantAnswer } from '@sluice/protocol';

/** A grant in words: `operator of genesis/production`. */
export function grantText({ role, project, environment }: GrantAnswer): string {
  if (project === null) return `${role} everywhere`;
  return `${role} of ${environment === null ? project : `${project}/${environment}`}`;
}
