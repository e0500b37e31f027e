import { hashOf } from '@sluice/evaluator/compact';

/** Name of a cache: a fingerprint of server and key, without naming the key. Not for keeping secrets; a client key is none. */
export function cacheOwner(base: string, key: string): string {
  return `sluice:${hashOf(base + key, 0).toString(36)}`;
}
