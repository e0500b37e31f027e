import { newConnection, type Connection } from './connection.js';
import type { ConnectionEvent } from './connection-event.js';
import type { Effect } from './effect.js';
import { nextDeadline } from './next-deadline.js';
import { DEFAULT_TIMINGS } from './timings.js';
import { transition } from './transition.js';

const SYNCED = { type: 'synced', ask: 'nothing', spreadMs: 0, holds: true } as const;

/** A connection that is told events at chosen instants, with chance fixed. */
class Driver {
  connection: Connection;
  effects: readonly Effect[] = [];
  now = 0;

  constructor(options = { pollOnly: false, hasData: false }) {
    this.connection = newConnection(options);
  }

  at(now: number, event: ConnectionEvent, random = 0.5): this {
    this.now = now;
    const around = { now, random: () => random, timings: DEFAULT_TIMINGS };
    const step = transition(this.connection, event, around);
    this.connection = step.connection;
    this.effects = step.effects;
    return this;
  }

  get waitMs(): number {
    return nextDeadline(this.connection, DEFAULT_TIMINGS) - this.now;
  }
}

const live = () =>
  new Driver().at(0, { type: 'start' }).at(10, { type: 'fetched', enough: true }).at(20, SYNCED);

describe('transition', () => {
  it('starts with HTTP and gives the stream the answer’s revision to begin with', () => {
    const driver = new Driver().at(0, { type: 'start' });
    expect(driver.effects).toEqual(['start-fetch']);
    expect(driver.waitMs).toBe(300);
    driver.at(40, { type: 'fetched', enough: true });
    expect(driver.effects).toEqual(['open-stream']);
    expect(driver.connection.state).toBe('live');
  });

  it('waits no longer than 300 ms for a slow HTTP answer', () => {
    const driver = new Driver().at(0, { type: 'start' }).at(300, { type: 'tick' });
    expect(driver.effects).toEqual(['open-stream']);
    expect(driver.at(310, SYNCED).connection.state).toBe('live');
  });

  it('backs off from 1 s to 30 s with full jitter', () => {
    const driver = live();
    const waits: number[] = [];
    for (let turn = 0; turn < 7; turn++) {
      driver.at(driver.now, { type: 'stream-closed' });
      waits.push(driver.connection.connectAt - driver.now);
      driver.at(driver.connection.connectAt, { type: 'tick' });
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
    expect(driver.connection.state).toBe('stale');
  });

  it('starts over from the first back-off after 60 s of health', () => {
    const driver = live();
    driver.at(100, { type: 'stream-closed' }).at(driver.connection.connectAt, { type: 'tick' });
    driver.at(2000, SYNCED).at(63_000, { type: 'tick' }).at(63_001, { type: 'stream-closed' });
    expect(driver.connection.connectAt - driver.now).toBe(500);
  });

  it('polls once streams have failed for two minutes, and goes on trying them', () => {
    const driver = live().at(1000, { type: 'stream-closed' });
    let polled = 0;
    while (driver.now < 121_000) {
      driver.at(driver.now + driver.waitMs, { type: 'tick' });
      if (driver.effects.includes('start-fetch')) polled = driver.now;
      if (driver.connection.stream === 'opening') driver.at(driver.now, { type: 'stream-closed' });
    }
    expect(polled).toBe(121_000);
    driver.at(121_100, { type: 'fetched', enough: true });
    expect(driver.connection.state).toBe('live');
    expect(driver.connection.fetchAt - driver.now).toBe(30_000);
    expect(driver.connection.connectAt).toBeLessThan(Infinity);
  });

  it('stops polling when a stream comes through', () => {
    const driver = live().at(1000, { type: 'stream-closed' }).at(200_000, { type: 'tick' });
    expect(driver.connection).toMatchObject({ polling: true, stream: 'opening' });
    driver.at(200_010, { type: 'fetched', enough: true }).at(200_020, SYNCED);
    expect(driver.connection).toMatchObject({ polling: false, fetchAt: Infinity, state: 'live' });
  });

  it('serves on after the key was refused and asks again after five minutes', () => {
    const driver = live().at(1000, { type: 'refused' });
    expect(driver.effects).toEqual(['close-stream']);
    expect(driver.connection.state).toBe('fatal');
    expect(driver.waitMs).toBe(300_000);
    driver.at(301_000, { type: 'tick' });
    expect(driver.effects).toEqual(['start-fetch']);
    expect(driver.at(301_010, { type: 'fetch-failed', retryAfterMs: 0 }).waitMs).toBe(300_000);
    driver.at(601_010, { type: 'tick' }).at(601_020, { type: 'fetched', enough: true });
    expect(driver.effects).toEqual(['open-stream']);
    expect(driver.connection.state).toBe('live');
  });

  it('asks once after a gap, and later only with growing pauses', () => {
    const gap = { type: 'told', ask: 'resync', spreadMs: 0 } as const;
    const driver = live().at(1000, gap);
    expect(driver.effects).toEqual(['send-resync']);
    expect(driver.at(1001, gap).effects).toEqual([]);
    driver.at(1010, SYNCED).at(1020, gap);
    expect(driver.effects).toEqual([]);
    expect(driver.at(2200, { type: 'tick' }).effects).toEqual(['send-resync']);
  });

  it('asks for everything once in 30 s when digests disagree, without waiting the first time', () => {
    const wrong = { ...SYNCED, ask: 'resync-full' } as const;
    const driver = live().at(1000, { type: 'told', ask: 'resync-full', spreadMs: 0 });
    expect(driver.effects).toEqual(['send-resync-full']);
    expect(driver.at(1010, wrong).effects).toEqual([]);
    expect(driver.at(30_999, { type: 'tick' }).effects).toEqual([]);
    expect(driver.at(39_000, { type: 'tick' }).effects).toEqual(['send-resync-full']);
  });

  it('repeats a resync that nobody answered', () => {
    const driver = live().at(1000, { type: 'told', ask: 'resync', spreadMs: 0 });
    expect(driver.at(40_000, { type: 'tick' }).effects).toEqual(['send-resync']);
  });

  it('fetches at a random moment within the spread, and is live only then', () => {
    const driver = new Driver().at(0, { type: 'start' }).at(300, { type: 'tick' });
    driver.at(305, { type: 'fetch-failed', retryAfterMs: 0 });
    driver.at(310, { ...SYNCED, ask: 'fetch', spreadMs: 1000, holds: false });
    expect(driver.connection.state).toBe('initializing');
    expect(driver.at(809, { type: 'tick' }).effects).toEqual([]);
    expect(driver.at(810, { type: 'tick' }).effects).toEqual(['start-fetch']);
    expect(driver.at(820, { type: 'fetched', enough: true }).connection.state).toBe('live');
  });

  it('fetches again, later, when a lagging replica answered', () => {
    const driver = live().at(100, { type: 'told', ask: 'fetch', spreadMs: 0 });
    expect(driver.effects).toEqual(['start-fetch']);
    driver.at(110, { type: 'fetched', enough: false });
    expect(driver.connection).toMatchObject({ wanting: true, fetchAt: 610, state: 'live' });
  });

  it('changes over while a replica drains, without an outage and with one stream', () => {
    const driver = live().at(1000, { type: 'drained', withinMs: 4000 });
    expect(driver.waitMs).toBe(2000);
    driver.at(3000, { type: 'tick' });
    expect(driver.effects).toEqual(['close-stream', 'open-stream']);
    expect(driver.connection.state).toBe('live');
    expect(driver.at(3010, SYNCED).connection.failures).toBe(0);
  });

  it('keeps to the drain’s moment when the replica is gone before it', () => {
    const driver = live().at(1000, { type: 'drained', withinMs: 4000 });
    driver.at(1500, { type: 'stream-closed' });
    expect(driver.connection).toMatchObject({ connectAt: 3000, failures: 0, state: 'stale' });
  });

  it('never opens a stream when told to poll only', () => {
    const driver = new Driver({ pollOnly: true, hasData: false }).at(0, { type: 'start' });
    driver.at(10, { type: 'fetched', enough: true });
    expect(driver.connection).toMatchObject({ state: 'live', connectAt: Infinity });
    driver.at(30_010, { type: 'tick' }).at(30_020, { type: 'fetch-failed', retryAfterMs: 0 });
    expect(driver.connection.state).toBe('stale');
  });

  it('is stale, not initializing, once it could not reach the server but has a cache', () => {
    const driver = new Driver({ pollOnly: false, hasData: true }).at(0, { type: 'start' });
    expect(driver.connection.state).toBe('initializing');
    driver.at(10, { type: 'fetch-failed', retryAfterMs: 0 });
    expect(driver.connection.state).toBe('stale');
  });

  it('waits as long as the server asks for, but never longer than five minutes', () => {
    const driver = new Driver({ pollOnly: true, hasData: false }).at(0, { type: 'start' });
    driver.at(0, { type: 'fetch-failed', retryAfterMs: 60_000 });
    expect(driver.waitMs).toBe(60_000);
    driver.at(60_000, { type: 'tick' }).at(60_000, { type: 'fetch-failed', retryAfterMs: 1e12 });
    expect(driver.waitMs).toBe(300_000);
  });

  it('asks from time to time whether it missed anything', () => {
    const driver = live();
    driver.at(driver.connection.checkAt, { type: 'tick' });
    expect(driver.effects).toEqual(['start-fetch']);
    driver.at(driver.now + 10, { type: 'fetch-failed', retryAfterMs: 0 });
    expect(driver.connection).toMatchObject({ state: 'live', fetchAt: Infinity });
  });

  it('takes silence after opening a stream for a failure', () => {
    const driver = new Driver().at(0, { type: 'start' }).at(300, { type: 'tick' });
    driver.at(15_300, { type: 'tick' });
    expect(driver.effects).toEqual(['close-stream']);
    expect(driver.connection.failures).toBe(1);
  });

  it('does nothing while paused, and goes on with one request and one stream', () => {
    const driver = live().at(1_000, { type: 'pause' });
    expect(driver.effects).toEqual(['close-stream']);
    expect(driver.connection.state).toBe('stale');
    expect(driver.waitMs).toBe(Infinity);
    driver.at(900_000, { type: 'tick' }).at(900_001, { type: 'refused' });
    expect(driver.effects).toEqual([]);
    driver.at(1_000_000, { type: 'wake' });
    expect(driver.effects).toEqual(['start-fetch']);
    driver.at(1_000_050, { type: 'fetched', enough: true });
    expect(driver.effects).toEqual(['open-stream']);
    expect(driver.connection.state).toBe('live');
  });

  it('tries at once when woken what would wait for its back-off', () => {
    const driver = live().at(100, { type: 'stream-closed' }, 0.99);
    expect(driver.waitMs).toBeGreaterThan(500);
    driver.at(150, { type: 'wake' });
    expect(driver.effects).toEqual(['open-stream']);
    expect(live().at(1_000, { type: 'wake' }).effects).toEqual([]);
  });

  it('keeps a refused key refused through a pause, and asks once when woken', () => {
    const driver = live().at(100, { type: 'refused' }).at(200, { type: 'pause' });
    expect(driver.connection.state).toBe('fatal');
    driver.at(300, { type: 'wake' });
    expect(driver.effects).toEqual(['start-fetch']);
    expect(driver.waitMs).toBeGreaterThan(1_000);
  });
});
