import { backoffMs } from './backoff.js';
import type { Connection } from './connection.js';
import { jittered, type Surroundings } from './surroundings.js';

/** A good answer over HTTP: it ends `fatal`, lets the first stream begin, and sets the next poll. */
export function onFetched(
  connection: Connection,
  enough: boolean,
  around: Surroundings,
): Connection {
  if (!connection.fetching) return connection;
  const { now, random, timings } = around;
  const fetchFailures = enough ? 0 : connection.fetchFailures + 1;
  const done: Connection = {
    ...connection,
    fetching: false,
    fetchBy: Infinity,
    fetchFailures,
    hasData: true,
    fetched: enough,
    fatal: false,
    wanting: connection.wanting && !enough,
    current: connection.stream === 'synced' && (connection.current || enough),
  };
  if (!enough) return { ...done, fetchAt: retryAt(done, around) };
  if (done.polling) return { ...done, fetchAt: now + jittered(timings.pollEveryMs, random) };
  const first = done.stream === 'none' && done.failures === 0 && !done.handingOver;
  const connectAt = first ? now : done.connectAt;
  return { ...done, connectAt, fetchAt: Infinity };
}

/** No answer over HTTP. It is tried again where the stream cannot stand in for it. */
export function onFetchFailed(
  connection: Connection,
  retryAfterMs: number,
  around: Surroundings,
): Connection {
  if (!connection.fetching) return connection;
  const { now, random, timings } = around;
  const failed: Connection = {
    ...connection,
    fetching: false,
    fetchBy: Infinity,
    fetchFailures: connection.fetchFailures + 1,
    fetched: false,
  };
  const earliest = now + Math.min(Math.max(retryAfterMs, 0), timings.fatalRetryMs);
  const later = (at: number) => ({ ...failed, fetchAt: Math.max(at, earliest) });
  if (failed.fatal) return later(now + jittered(timings.fatalRetryMs, random));
  if (failed.polling && !failed.wanting && failed.hasData)
    return later(now + jittered(timings.pollEveryMs, random));
  const needed = failed.wanting || failed.stream !== 'synced';
  const first = failed.stream === 'none' && failed.failures === 0 && !failed.pollOnly;
  const connectAt = first ? Math.min(failed.connectAt, now) : failed.connectAt;
  return needed ? { ...later(retryAt(failed, around)), connectAt } : { ...failed, connectAt };
}

function retryAt(connection: Connection, { now, random, timings }: Surroundings): number {
  return now + random() * backoffMs(connection.fetchFailures, timings);
}
