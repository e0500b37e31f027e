import type { Role } from '@sluice/protocol';

/** A role held everywhere (both ids null), in one project, or in one environment of it. */
export interface Grant {
  readonly role: Role;
  readonly projectId: string | null;
  readonly environmentId: string | null;
}

/** Who does something: a token, the server's own environment variables, or the server itself. */
export interface Actor {
  readonly kind: 'token' | 'env' | 'system';
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}
