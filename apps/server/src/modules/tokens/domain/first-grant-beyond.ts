import { roleCovers } from '@sluice/protocol';
import { roleAt, type Grant } from '../../auth/index.js';

/** The first of `wanted` that a holder of `held` may not manage, or `null`: it takes `admin` at the place of each. */
export function firstGrantBeyond<G extends Grant>(
  held: readonly Grant[],
  wanted: readonly G[],
): G | null {
  const beyond = wanted.find((grant) => {
    const role = roleAt(held, grant);
    return role === null || !roleCovers(role, 'admin');
  });
  return beyond ?? null;
}
