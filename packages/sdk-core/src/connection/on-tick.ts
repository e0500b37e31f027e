import type { Connection } from './connection.js';
import type { Effect } from './effect.js';
import { onFetchFailed } from './on-fetch.js';
import { onStreamClosed } from './on-stream.js';
import type { Step } from './step.js';
import { jittered, type Surroundings } from './surroundings.js';

type Rule = (connection: Connection, around: Surroundings) => Step;

/** Carries out every deadline that has passed, expiries before new attempts. */
export function onTick(connection: Connection, around: Surroundings): Step {
  let current = connection;
  const effects: Effect[] = [];
  for (const rule of RULES) {
    const step = rule(current, around);
    current = step.connection;
    effects.push(...step.effects);
  }
  return { connection: current, effects };
}

const expireStream: Rule = (connection, around) => {
  if (connection.stream !== 'opening' || connection.syncBy > around.now) return only(connection);
  return { connection: onStreamClosed(connection, around), effects: ['close-stream'] };
};

const drainStream: Rule = (connection, around) => {
  if (connection.stream === 'none' || connection.drainAt > around.now) return only(connection);
  return { connection: onStreamClosed(connection, around), effects: ['close-stream'] };
};

const expireFetch: Rule = (connection, around) => {
  if (!connection.fetching || connection.fetchBy > around.now) return only(connection);
  return { connection: onFetchFailed(connection, 0, around), effects: ['abort-fetch'] };
};

const forgetFailures: Rule = (connection, { now }) =>
  only(
    connection.healthyAt > now ? connection : { ...connection, failures: 0, healthyAt: Infinity },
  );

const beginPolling: Rule = (connection, { now, timings }) => {
  const due = !connection.polling && connection.failingSince + timings.pollAfterMs <= now;
  if (!due) return only(connection);
  return only({ ...connection, polling: true, fetchAt: Math.min(connection.fetchAt, now) });
};

const startFetch: Rule = (connection, { now, timings }) => {
  if (connection.fetching || connection.fetchAt > now) return only(connection);
  const fetchBy = now + timings.fetchTimeoutMs;
  return {
    connection: { ...connection, fetching: true, fetchAt: Infinity, fetchBy },
    effects: ['start-fetch'],
  };
};

const openStream: Rule = (connection, { now, timings }) => {
  if (connection.stream !== 'none' || connection.connectAt > now) return only(connection);
  const syncBy = now + timings.syncTimeoutMs;
  return {
    connection: { ...connection, stream: 'opening', connectAt: Infinity, syncBy },
    effects: ['open-stream'],
  };
};

const sendResync: Rule = (connection, { now, random, timings }) => {
  const { resync, resyncAt } = connection;
  if (connection.stream !== 'synced' || resync === 'none' || resyncAt > now)
    return only(connection);
  const again = now + timings.resyncEveryMs * (1 + 0.25 * random());
  if (resync === 'full') {
    const asked = { ...connection, fullAskedAt: now, resyncAt: again };
    return { connection: asked, effects: ['send-resync-full'] };
  }
  const asked = { ...connection, gaps: connection.gaps + 1, gapAskedAt: now, resyncAt: again };
  return { connection: asked, effects: ['send-resync'] };
};

/** By HTTP, because there an answer of "nothing changed" costs nothing, while a resync brings everything. */
const check: Rule = (connection, { now, random, timings }) => {
  if (connection.stream !== 'synced' || connection.checkAt > now) return only(connection);
  const checkAt = now + jittered(timings.checkEveryMs, random);
  return only({ ...connection, checkAt, fetchAt: Math.min(connection.fetchAt, now) });
};

const RULES: readonly Rule[] = [
  expireStream,
  drainStream,
  expireFetch,
  forgetFailures,
  beginPolling,
  check,
  startFetch,
  openStream,
  sendResync,
];

function only(connection: Connection): Step {
  return { connection, effects: [] };
}
