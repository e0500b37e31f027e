import { hashOf } from '@sluice/evaluator/compact';

/** Fingerprint of server and key: whose cache it is, without naming the key. Not for keeping secrets; a client key is none. */
export function cacheOwner(base: string, key: string): string {
  return [0, 1, 2, 3].map((seed) => hashOf(`${base}\n${key}`, seed).toString(36)).join('');
}
