import type { Grant } from './domain/actor.js';

/** A token as stored: never the secret, only its SHA-256. */
export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly expiresAt: Date | null;
  readonly grants: readonly Grant[];
}
