import { murmur3 } from './murmur3.js';
import type { Snapshot } from './snapshot.js';

/** What one flag (`f`) or segment (`s`) adds to a view's digest: an unsigned 32-bit integer (streaming.md). */
export function digestTerm(kind: 'f' | 's', key: string, version: number): number {
  return murmur3(`${kind}:${key}:${version}`, 0);
}

/** Digest of a whole view: the sum of its terms, and of 1 while shut down, modulo 2^32 (streaming.md). */
export function digestOfSnapshot(
  snapshot: Pick<Snapshot, 'flags' | 'segments' | 'shutdown'>,
): number {
  let sum = snapshot.shutdown ? 1 : 0;
  for (const [key, flag] of Object.entries(snapshot.flags))
    sum = (sum + digestTerm('f', key, flag.version)) >>> 0;
  for (const [key, segment] of Object.entries(snapshot.segments))
    sum = (sum + digestTerm('s', key, segment.version)) >>> 0;
  return sum;
}
