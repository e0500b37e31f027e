import type { Connection } from './connection.js';
import type { ConnectionEvent } from './connection-event.js';
import type { Effect } from './effect.js';
import { onFatal } from './on-fatal.js';
import { onFetched, onFetchFailed } from './on-fetch.js';
import { onPause, onWake } from './on-pause.js';
import { onDrained, onStreamClosed, onSynced, onTold } from './on-stream.js';
import { onTick } from './on-tick.js';
import type { Step } from './step.js';
import { stateOf } from './state-of.js';
import type { Surroundings } from './surroundings.js';

/**
 * The connection state machine: what an event makes of a connection, and what is to be done about
 * it. Pure; a closed connection stays closed, and no sequence of events opens a second stream or
 * starts a second fetch.
 */
export function transition(
  connection: Connection,
  event: ConnectionEvent,
  around: Surroundings,
): Step {
  const deaf = connection.paused && event.type !== 'wake' && event.type !== 'close';
  if (connection.state === 'closed' || deaf) return { connection, effects: [] };
  const { connection: next, effects } = handle(connection, event, around);
  return { connection: { ...next, state: stateOf(next) }, effects };
}

function handle(connection: Connection, event: ConnectionEvent, around: Surroundings): Step {
  switch (event.type) {
    case 'start':
      return onTick(started(connection, around), around);
    case 'tick':
      return onTick(connection, around);
    case 'synced':
      return onTick(onSynced(connection, event, around), around);
    case 'told':
      return onTick(onTold(connection, event, around), around);
    case 'stream-closed':
      return onTick(onStreamClosed(connection, around), around);
    case 'drained':
      return onTick(onDrained(connection, event.withinMs, around), around);
    case 'refused':
      return onFatal(connection, around);
    case 'fetched':
      return onTick(onFetched(connection, event.enough, around), around);
    case 'fetch-failed':
      return onTick(onFetchFailed(connection, event.retryAfterMs, around), around);
    case 'pause':
      return onPause(connection);
    case 'wake':
      return onTick(onWake(connection, around), around);
    case 'close':
      return {
        connection: { ...connection, state: 'closed', stream: 'none', fetching: false },
        effects: closing(connection),
      };
  }
}

function started(connection: Connection, { now, timings }: Surroundings): Connection {
  const connectAt = connection.pollOnly ? Infinity : now + timings.streamWaitMs;
  return { ...connection, fetchAt: now, connectAt };
}

function closing(connection: Connection): Effect[] {
  const effects: Effect[] = [];
  if (connection.stream !== 'none') effects.push('close-stream');
  if (connection.fetching) effects.push('abort-fetch');
  return effects;
}
