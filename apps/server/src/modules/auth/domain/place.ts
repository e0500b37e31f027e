/** Where a role is asked for: everywhere (both null), a project, or an environment of it; ids, not keys. */
export interface Place {
  readonly projectId: string | null;
  readonly environmentId: string | null;
}
