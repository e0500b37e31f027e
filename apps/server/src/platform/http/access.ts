import type { Role } from '@sluice/protocol';

/** Where the role of a route is asked for: `none` takes any token, `global` a role held everywhere. */
export type AccessScope = 'none' | 'global' | 'project' | 'environment';

/**
 * Who may call a route. `token` routes are authenticated and judged before the body is read; their
 * paths name the project `:project` and the environment `:environment`. `sdk-key` routes judge
 * their credential themselves; `public` ones take anybody.
 */
export type AccessDeclaration =
  | { readonly kind: 'public' }
  | { readonly kind: 'sdk-key' }
  | { readonly kind: 'token'; readonly role: Role; readonly scope: AccessScope };
