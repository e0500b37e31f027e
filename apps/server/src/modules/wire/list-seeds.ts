import { createHmac } from 'node:crypto';
import type { SeedsOf } from './domain/hash-lists.js';

/** Seeds of an environment's hashed lists: the first 64 bits of HMAC-SHA256(secret, name of the list). */
export function listSeeds(secret: Buffer): SeedsOf {
  return (list) => {
    const digest = createHmac('sha256', secret).update(list).digest();
    return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
  };
}
