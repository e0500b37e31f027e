import type { ClientState, Connection } from './connection.js';

/** The state a user sees. Until something failed, a client that only holds its cache is initializing, not stale. */
export function stateOf(connection: Connection): ClientState {
  const { state, fatal, stream, current, fetched, handingOver, hasData } = connection;
  if (state === 'closed') return 'closed';
  if (fatal) return 'fatal';
  if ((stream === 'synced' && current) || fetched || handingOver) return 'live';
  const began = state === 'live' || state === 'stale' || state === 'fatal';
  const failed = connection.failures > 0 || connection.fetchFailures > 0;
  return began || (hasData && failed) ? 'stale' : 'initializing';
}
