import { newConnection, type Connection } from './connection.js';
import type { Effect } from './effect.js';
import type { Step } from './step.js';
import type { Surroundings } from './surroundings.js';

/** Nobody looks: stream and requests end, nothing is tried again, what is held is served on. */
export function onPause(connection: Connection): Step {
  const { pollOnly, hasData, state, fatal } = connection;
  const effects: Effect[] = [];
  if (connection.stream !== 'none') effects.push('close-stream');
  if (connection.fetching) effects.push('abort-fetch');
  const rest = newConnection({ pollOnly, hasData });
  return { connection: { ...rest, state, fatal, paused: true }, effects };
}

/** Somebody looks, or the network is back: what is due at some time is due now. After a pause, one request and a new stream. */
export function onWake(connection: Connection, { now, timings }: Surroundings): Connection {
  const { paused, pollOnly, fatal } = connection;
  if (paused) {
    const connectAt = pollOnly || fatal ? Infinity : now + timings.streamWaitMs;
    return { ...connection, paused: false, fetchAt: now, connectAt };
  }
  return {
    ...connection,
    fetchAt: soon(connection.fetchAt, now),
    connectAt: soon(connection.connectAt, now),
  };
}

function soon(at: number, now: number): number {
  return at === Infinity ? at : Math.min(at, now);
}
