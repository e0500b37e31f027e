import type { Connection } from './connection.js';
import type { Timings } from './timings.js';

/** The earliest instant of the monotonic clock at which a `tick` can do something, or Infinity. */
export function nextDeadline(connection: Connection, timings: Timings): number {
  const { connectAt, syncBy, drainAt, healthyAt, fetchBy, checkAt } = connection;
  const fetchAt = connection.fetching ? Infinity : connection.fetchAt;
  const pollAt = connection.polling ? Infinity : connection.failingSince + timings.pollAfterMs;
  const resyncAt = connection.resync === 'none' ? Infinity : connection.resyncAt;
  return Math.min(
    connectAt,
    syncBy,
    drainAt,
    healthyAt,
    fetchAt,
    fetchBy,
    checkAt,
    pollAt,
    resyncAt,
  );
}
