import { hashOf } from '@sluice/evaluator/compact';

/** Name of a cache: a fingerprint of server and key, without naming the key. Not for keeping secrets; a client key is none. */
export function cacheOwner(base: string, key: string): string {
  const parts = [0, 1].map((seed) => hashOf(`${base}\n${key}`, seed).toString(36));
  return `sluice:${parts.join('')}`;
}
