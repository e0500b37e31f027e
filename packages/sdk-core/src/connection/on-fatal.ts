import type { Connection } from './connection.js';
import type { Effect } from './effect.js';
import type { Step } from './step.js';
import { jittered, type Surroundings } from './surroundings.js';

/** The key was refused: everything stops, what is held is served on, and one request goes out every five minutes. */
export function onFatal(connection: Connection, around: Surroundings): Step {
  const effects: Effect[] = [];
  if (connection.stream !== 'none') effects.push('close-stream');
  if (connection.fetching) effects.push('abort-fetch');
  const { now, random, timings } = around;
  const stopped: Connection = {
    ...connection,
    fatal: true,
    stream: 'none',
    current: false,
    connectAt: Infinity,
    syncBy: Infinity,
    drainAt: Infinity,
    healthyAt: Infinity,
    checkAt: Infinity,
    failingSince: Infinity,
    failures: 0,
    handingOver: false,
    polling: connection.pollOnly,
    fetching: false,
    fetchBy: Infinity,
    fetched: false,
    wanting: false,
    resync: 'none',
    fetchAt: now + jittered(timings.fatalRetryMs, random),
  };
  return { connection: stopped, effects };
}
