import type { ClientState } from '../connection/connection.js';

/**
 * Where a provider stands, in OpenFeature's words. OpenFeature asks no provider that is `FATAL` or
 * `NOT_READY`, so a client that has something to serve is never either.
 */
export type ProviderStanding = 'READY' | 'STALE' | 'ERROR' | 'FATAL';

/** Standing of a client in this state; `serves` where it holds flags of some age. Null for a closed one, of which nothing more is told. */
export function standingOf(state: ClientState, serves: boolean): ProviderStanding | null {
  switch (state) {
    case 'live':
      return 'READY';
    case 'initializing':
      return serves ? 'READY' : 'ERROR';
    case 'stale':
      return serves ? 'STALE' : 'ERROR';
    case 'fatal':
      return serves ? 'ERROR' : 'FATAL';
    case 'closed':
      return null;
  }
}
