import { backoffMs } from './backoff.js';
import type { Connection } from './connection.js';
import type { Ask, ConnectionEvent } from './connection-event.js';
import { jittered, type Surroundings } from './surroundings.js';

type Synced = ConnectionEvent & { readonly type: 'synced' };
type Told = ConnectionEvent & { readonly type: 'synced' | 'told' };

/** The first `sync` of a stream, or the answer to a resync: the stream is well. */
export function onSynced(connection: Connection, event: Synced, around: Surroundings): Connection {
  if (connection.stream === 'none') return connection;
  const { now, random, timings } = around;
  const first = connection.stream === 'opening';
  const synced: Connection = {
    ...connection,
    stream: 'synced',
    syncBy: Infinity,
    failingSince: Infinity,
    handingOver: false,
    polling: false,
    resync: 'none',
    wanting: false,
    fetchAt: Infinity,
    hasData: connection.hasData || event.holds,
    current: connection.current || (event.ask !== 'fetch' && event.holds),
    fetched: connection.fetched && event.ask === 'fetch',
    healthyAt: first ? now + timings.healthyAfterMs : connection.healthyAt,
    checkAt: now + jittered(timings.checkEveryMs, random),
  };
  return onTold(synced, event, around);
}

/** What the reducer asks for after a message. While an answer waits to be fetched, gaps are what that answer fills. */
export function onTold(connection: Connection, event: Told, around: Surroundings): Connection {
  if (connection.stream !== 'synced' || event.ask === 'nothing') return connection;
  if (event.ask === 'fetch') return fetchWithin(connection, event.spreadMs, around);
  return connection.wanting ? connection : divergedBy(connection, event.ask, around);
}

function fetchWithin(connection: Connection, spreadMs: number, around: Surroundings): Connection {
  if (connection.wanting && connection.fetchAt !== Infinity) return connection;
  const fetchAt = around.now + around.random() * spreadMs;
  return { ...connection, wanting: true, fetchAt, fetchFailures: 0 };
}

/**
 * A resync at once, but the next one later: after a wrong digest 30 s, after gaps doubling from 1 s,
 * with jitter. A server that is wrong for good must not be asked for everything again and again.
 */
function divergedBy(
  connection: Connection,
  ask: Exclude<Ask, 'nothing' | 'fetch'>,
  { now, random, timings }: Surroundings,
): Connection {
  const resync = ask === 'resync-full' || connection.resync === 'full' ? 'full' : 'gap';
  if (connection.resync === resync) return connection;
  const calm = now - connection.gapAskedAt > 2 * timings.resyncEveryMs;
  const gaps = calm ? 0 : connection.gaps;
  const afterGap = gaps === 0 ? -Infinity : connection.gapAskedAt + backoffMs(gaps, timings);
  const earliest = resync === 'gap' ? afterGap : connection.fullAskedAt + timings.resyncEveryMs;
  const jitterMs = earliest > now ? 0.25 * random() * (earliest - now) : 0;
  return { ...connection, resync, gaps, resyncAt: Math.max(now, earliest + jitterMs) };
}

/** The stream ended or never came to be: the next one after a back-off with full jitter. */
export function onStreamClosed(connection: Connection, around: Surroundings): Connection {
  if (connection.stream === 'none') return connection;
  const { now, random, timings } = around;
  const closed: Connection = {
    ...connection,
    stream: 'none',
    current: false,
    syncBy: Infinity,
    drainAt: Infinity,
    healthyAt: Infinity,
    checkAt: Infinity,
    resync: 'none',
    wanting: false,
  };
  if (connection.drainAt !== Infinity)
    return {
      ...closed,
      handingOver: connection.state === 'live' && connection.drainAt <= now,
      connectAt: connection.drainAt,
    };
  const failures = connection.failures + 1;
  return {
    ...closed,
    failures,
    handingOver: false,
    failingSince: Math.min(connection.failingSince, now),
    fetched: connection.fetched && connection.polling,
    connectAt: now + random() * backoffMs(failures, timings),
  };
}

const LONGEST_DRAIN_MS = 60_000;

/** The replica is going away: change over at a random moment within what it allows. */
export function onDrained(
  connection: Connection,
  withinMs: number,
  { now, random }: Surroundings,
): Connection {
  if (connection.stream !== 'synced' || connection.drainAt !== Infinity) return connection;
  const within = withinMs > 0 ? Math.min(withinMs, LONGEST_DRAIN_MS) : 0;
  return { ...connection, drainAt: now + random() * within };
}
