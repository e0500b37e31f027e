/** States a user sees (streaming.md, "SDK behaviour"). */
export type ClientState = 'initializing' | 'live' | 'stale' | 'fatal' | 'closed';

/**
 * All there is to know about reaching the server. Every field ending in `At` or `By` is an instant
 * of the monotonic clock, Infinity meaning never; the earliest one is the engine's only timer.
 */
export interface Connection {
  readonly state: ClientState;
  readonly pollOnly: boolean;
  /** Nobody looks, so nothing is tried. */
  readonly paused: boolean;
  /** The key was refused. */
  readonly fatal: boolean;
  /** Something to serve is at hand, from wherever. */
  readonly hasData: boolean;
  readonly stream: 'none' | 'opening' | 'synced';
  /** The stream's server and this SDK agree, or did when they last compared. */
  readonly current: boolean;
  readonly connectAt: number;
  readonly syncBy: number;
  readonly drainAt: number;
  /** Failures in a row; forgotten at `healthyAt`. */
  readonly failures: number;
  readonly failingSince: number;
  readonly healthyAt: number;
  /** A replica said goodbye and the next stream is not there yet: not an outage. */
  readonly handingOver: boolean;
  readonly polling: boolean;
  readonly fetching: boolean;
  readonly fetchAt: number;
  readonly fetchBy: number;
  readonly fetchFailures: number;
  /** The last word over HTTP was good, and nothing has failed since. */
  readonly fetched: boolean;
  /** A stream message said that its answer must be fetched. */
  readonly wanting: boolean;
  readonly resync: 'none' | 'gap' | 'full';
  readonly resyncAt: number;
  /** Resyncs asked for because of gaps, since the last calm minute. */
  readonly gaps: number;
  readonly gapAskedAt: number;
  readonly fullAskedAt: number;
  readonly checkAt: number;
}

const NEVER = Infinity;

/** The connection of a client that has not begun. */
export function newConnection({
  live = false,
  ...options
}: {
  readonly pollOnly: boolean;
  readonly hasData: boolean;
  /** What is held is the server's answer of a moment ago. */
  readonly live?: boolean;
}): Connection {
  return {
    ...options,
    state: live ? 'live' : 'initializing',
    paused: false,
    fatal: false,
    stream: 'none',
    current: false,
    connectAt: NEVER,
    syncBy: NEVER,
    drainAt: NEVER,
    failures: 0,
    failingSince: NEVER,
    healthyAt: NEVER,
    handingOver: false,
    polling: options.pollOnly,
    fetching: false,
    fetchAt: NEVER,
    fetchBy: NEVER,
    fetchFailures: 0,
    fetched: live,
    wanting: false,
    resync: 'none',
    resyncAt: NEVER,
    gaps: 0,
    gapAskedAt: -NEVER,
    fullAskedAt: -NEVER,
    checkAt: NEVER,
  };
}
