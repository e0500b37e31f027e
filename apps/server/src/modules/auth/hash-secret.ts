import { createHash } from 'node:crypto';

/** SHA-256 of a secret. Ours carry 256 random bits, so that a slow hash would add nothing. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
