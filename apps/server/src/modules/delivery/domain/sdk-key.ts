import type { ViewName } from './environment-view.js';

/** What a replica knows of one SDK key; `revoked` is set in place, so that whoever holds it sees it. */
export interface SdkKey {
  readonly id: string;
  readonly environmentId: string;
  /** Decides the view. */
  readonly kind: ViewName;
  /** SHA-256 of the secret, 32 bytes. */
  readonly hash: Buffer;
  expiresAtMs: number | null;
  revoked: boolean;
  /** Requests per second; null where the server's own limit holds. */
  rateLimit: number | null;
}

/** Whether the key may be used at `nowMs`. */
export function isUsable(key: SdkKey, nowMs: number): boolean {
  return !key.revoked && (key.expiresAtMs === null || key.expiresAtMs > nowMs);
}
