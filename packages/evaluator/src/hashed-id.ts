import { murmur3 } from './murmur3.js';

/** The 53 bits under which an id stands in a hashed list; exact in a double (evaluation.md §4). */
export function hashedId(id: string, seeds: readonly [number, number]): number {
  return murmur3(id, seeds[0]) * 2 ** 21 + (murmur3(id, seeds[1]) >>> 11);
}
