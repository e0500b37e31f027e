import fc from 'fast-check';
import { newConnection, type Connection } from './connection.js';
import type { ConnectionEvent } from './connection-event.js';
import { nextDeadline } from './next-deadline.js';
import { DEFAULT_TIMINGS } from './timings.js';
import { transition } from './transition.js';

const ask = fc.constantFrom('nothing', 'resync', 'resync-full', 'fetch');
const spreadMs = fc.nat(60_000);
const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ type: 'tick' } as const) },
  fc.record({ type: fc.constant('synced'), ask, spreadMs, holds: fc.boolean() }),
  fc.record({ type: fc.constant('told'), ask, spreadMs }),
  fc.constant({ type: 'stream-closed' } as const),
  fc.record({ type: fc.constant('drained'), withinMs: fc.integer({ min: -1, max: 1e6 }) }),
  fc.constant({ type: 'refused' } as const),
  fc.constant({ type: 'pause' } as const),
  fc.constant({ type: 'wake' } as const),
  fc.record({ type: fc.constant('fetched'), enough: fc.boolean() }),
  fc.record({ type: fc.constant('fetch-failed'), retryAfterMs: fc.integer({ min: -1, max: 1e7 }) }),
);
const afterMs = fc.oneof(fc.nat(2_000), fc.nat(400_000));
const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
const script = fc.array(fc.tuple(event, afterMs, chance), { maxLength: 60 });

/** Plays a script and counts what the effects leave open. */
function play(
  events: readonly [ConnectionEvent, number, number][],
  check: (connection: Connection, open: { streams: number; fetches: number }, now: number) => void,
  pollOnly = false,
): { connection: Connection; now: number } {
  let connection = newConnection({ pollOnly, hasData: false });
  let now = 0;
  const open = { streams: 0, fetches: 0 };
  const dispatch = (what: ConnectionEvent, random: number) => {
    const around = { now, random: () => random, timings: DEFAULT_TIMINGS };
    if (what.type === 'stream-closed' && connection.stream !== 'none') open.streams -= 1;
    if ((what.type === 'fetched' || what.type === 'fetch-failed') && connection.fetching)
      open.fetches -= 1;
    const step = transition(connection, what, around);
    connection = step.connection;
    for (const effect of step.effects) {
      if (effect === 'open-stream') open.streams += 1;
      if (effect === 'close-stream') open.streams -= 1;
      if (effect === 'start-fetch') open.fetches += 1;
      if (effect === 'abort-fetch') open.fetches -= 1;
      expect(open.streams).toBeLessThanOrEqual(1);
      expect(open.fetches).toBeLessThanOrEqual(1);
    }
    check(connection, open, now);
  };
  dispatch({ type: 'start' }, 0.5);
  for (const [what, ms, random] of events) {
    now += ms;
    dispatch(what, random);
  }
  return { connection, now };
}

describe('connection state machine', () => {
  it('never has two streams or two fetches, and knows which it has', () => {
    fc.assert(
      fc.property(script, fc.boolean(), (events, pollOnly) => {
        play(
          events,
          (connection, open) => {
            expect(open.streams).toBe(connection.stream === 'none' ? 0 : 1);
            expect(open.fetches).toBe(connection.fetching ? 1 : 0);
          },
          pollOnly,
        );
      }),
    );
  });

  it('always has something to wait for: no sequence of events strands it', () => {
    fc.assert(
      fc.property(script, fc.boolean(), (events, pollOnly) => {
        play(
          events,
          (connection, _open, now) => {
            const deadline = nextDeadline(connection, DEFAULT_TIMINGS);
            if (connection.paused) return expect(deadline).toBe(Infinity);
            expect(deadline).toBeGreaterThan(now);
            expect(deadline - now).toBeLessThanOrEqual(1.2 * DEFAULT_TIMINGS.fatalRetryMs);
          },
          pollOnly,
        );
      }),
    );
  });

  it('reaches `live` from anywhere once the server answers everything', () => {
    fc.assert(
      fc.property(script, (events) => {
        const played = play(events, () => undefined);
        let { connection, now } = played;
        const around = () => ({ now, random: () => 0.5, timings: DEFAULT_TIMINGS });
        if (connection.paused)
          connection = transition(connection, { type: 'wake' }, around()).connection;
        for (let turn = 0; turn < 50 && connection.state !== 'live'; turn++) {
          now = Math.max(now, nextDeadline(connection, DEFAULT_TIMINGS));
          connection = transition(connection, { type: 'tick' }, around()).connection;
          if (connection.fetching)
            connection = transition(
              connection,
              { type: 'fetched', enough: true },
              around(),
            ).connection;
          if (connection.stream !== 'none') {
            const synced = { type: 'synced', ask: 'nothing', spreadMs: 0, holds: true } as const;
            connection = transition(connection, synced, around()).connection;
          }
        }
        expect(connection.state).toBe('live');
      }),
    );
  });

  it('stays closed and leaves nothing open', () => {
    fc.assert(
      fc.property(script, script, (before, after) => {
        const close: [ConnectionEvent, number, number] = [{ type: 'close' }, 0, 0];
        let closed = false;
        play([...before, close, ...after], (connection, open) => {
          closed ||= connection.state === 'closed';
          if (!closed) return;
          expect(connection.state).toBe('closed');
          expect(open).toEqual({ streams: 0, fetches: 0 });
        });
        expect(closed).toBe(true);
      }),
    );
  });
});
