import { EVALUATOR_LEVEL } from '@sluice/evaluator';
import type { ServerClock } from '../clock/server-clock.js';
import { newConnection, type Connection } from '../connection/connection.js';
import type { Ask, ConnectionEvent } from '../connection/connection-event.js';
import type { Effect } from '../connection/effect.js';
import { nextDeadline } from '../connection/next-deadline.js';
import type { Timings } from '../connection/timings.js';
import { transition } from '../connection/transition.js';
import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Request, SnapshotAnswer, Transport } from '../ports/transport.js';
import { etagOf, type ViewKind } from '../view/etag-of.js';
import { isRecord } from '../wire/is-record.js';
import { readAnswer } from '../wire/read-answer.js';
import { readChange } from '../wire/read-change.js';
import { readOverlay } from '../wire/read-overlay.js';
import { readSync, spreadOf } from '../wire/read-sync.js';
import type { FlagStore } from './flag-store.js';
import { StreamLink } from './stream-link.js';

/** What a connector works with. */
export interface ConnectorParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly timings: Timings;
  readonly serverClock: ServerClock;
  readonly store: FlagStore;
  readonly sdk: string;
  readonly instance: string;
  readonly pollOnly: boolean;
  readonly kind: ViewKind;
  /** What is held is the server's answer of a moment ago. */
  readonly live: boolean;
  /** After every event, when its effects are done; `trouble`: what went wrong, for people. */
  readonly stepped: (trouble: string | null) => void;
}

/** Carries out what the connection state machine says, and gives what comes in to the store. */
export class Connector {
  readonly #parts: ConnectorParts;
  readonly #stream: StreamLink;
  #connection: Connection;
  #request: Request<SnapshotAnswer> | null = null;
  #waiting: { readonly event: ConnectionEvent; readonly trouble: string | null }[] = [];
  #busy = false;

  constructor(parts: ConnectorParts) {
    this.#parts = parts;
    this.#stream = new StreamLink(parts.transport);
    const hasData = parts.store.view !== null;
    const { pollOnly, live } = parts;
    this.#connection = newConnection({ pollOnly, hasData, live });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Instant of the monotonic clock at which `tick` has something to do. */
  get deadline(): number {
    if (this.#connection.state === 'closed') return Infinity;
    return nextDeadline(this.#connection, this.#parts.timings);
  }

  start(): void {
    this.#dispatch({ type: 'start' });
  }

  tick(): void {
    if (this.deadline > this.#now()) return;
    const { syncBy, fetchBy } = this.#connection;
    const late = Math.min(syncBy, fetchBy) <= this.#now();
    this.#dispatch({ type: 'tick' }, late ? 'it does not answer in time' : null);
  }

  pause(): void {
    this.#dispatch({ type: 'pause' });
  }

  wake(): void {
    this.#dispatch({ type: 'wake' });
  }

  close(): void {
    this.#dispatch({ type: 'close' });
  }

  /** Events that effects cause at once wait their turn: a step is never entered twice. */
  #dispatch(event: ConnectionEvent, trouble: string | null = null): void {
    this.#waiting.push({ event, trouble });
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
        this.#step(next.event, next.trouble);
    } finally {
      this.#busy = false;
    }
  }

  #step(event: ConnectionEvent, trouble: string | null): void {
    const { random, timings, stepped, store } = this.#parts;
    const { connection, effects } = transition(this.#connection, event, {
      now: this.#now(),
      random,
      timings,
    });
    this.#connection = connection;
    if (connection.stream === 'none') store.forget();
    for (const effect of effects) this.#carryOut(effect);
    stepped(trouble);
  }

  #carryOut(effect: Effect): void {
    switch (effect) {
      case 'open-stream':
        return this.#openStream();
      case 'close-stream':
        return this.#stream.close();
      case 'start-fetch':
        return void this.#fetch();
      case 'abort-fetch':
        this.#request?.abort();
        this.#request = null;
        return;
      case 'send-resync': {
        const { view } = this.#parts.store;
        const known = { epoch: view?.epoch ?? null, revision: view?.revision ?? null };
        return this.#stream.resync(known, this.#now());
      }
      case 'send-resync-full':
        return this.#stream.resync({ epoch: null, revision: null }, this.#now());
    }
  }

  #openStream(): void {
    const { store, sdk, instance } = this.#parts;
    const handshake = {
      sdk,
      protocol: 1,
      level: EVALUATOR_LEVEL,
      instance,
      epoch: store.view?.epoch ?? null,
      revision: store.view?.revision ?? null,
    };
    this.#stream.open(
      handshake,
      {
        sync: (message) => this.#onSync(message),
        change: (message) => this.#onChange(message),
        overlay: (message) => this.#onOverlay(message),
        drain: (message) => this.#onDrain(message),
        refused: (message) => this.#dispatch({ type: 'refused' }, message),
        closed: (reason) => this.#onClosed(reason),
      },
      this.#now(),
    );
  }

  #onSync(untrusted: unknown): void {
    const message = readSync(untrusted);
    if (message === null) return this.#onClosed('it sent a `sync` that makes no sense');
    const { store, serverClock } = this.#parts;
    const { solicited, askedAt } = this.#stream;
    if (solicited) serverClock.correct(message.serverTime, askedAt);
    this.#stream.solicited = false;
    const ask = store.sync(message, solicited);
    const epoch = store.view?.epoch;
    const holds = epoch !== undefined && (epoch === message.epoch || message.mode === 'behind');
    const spreadMs = 'spreadMs' in message ? message.spreadMs : 0;
    this.#dispatch({ type: 'synced', ask, spreadMs, holds });
  }

  #onChange(untrusted: unknown): void {
    if (this.#connection.stream !== 'synced') return;
    const message = readChange(untrusted);
    if (message === null) return this.#told('resync-full');
    this.#told(this.#parts.store.change(message), 'spreadMs' in message ? message.spreadMs : 0);
  }

  #onOverlay(untrusted: unknown): void {
    if (this.#connection.stream !== 'synced') return;
    const overlay = readOverlay(untrusted);
    if (overlay !== null) this.#parts.store.setOverlay(overlay);
    this.#told(overlay === null ? 'resync' : 'nothing');
  }

  #told(ask: Ask, spreadMs = 0): void {
    this.#dispatch({ type: 'told', ask, spreadMs });
  }

  #onDrain(untrusted: unknown): void {
    const within = isRecord(untrusted) ? spreadOf(untrusted.reconnectWithinMs) : 0;
    this.#dispatch({ type: 'drained', withinMs: within });
  }

  #onClosed(reason: string): void {
    this.#stream.close();
    this.#dispatch({ type: 'stream-closed' }, reason);
  }

  async #fetch(): Promise<void> {
    const sentAt = this.#now();
    const { transport, store, kind } = this.#parts;
    const { view, overlay } = store;
    const etag = view && overlay && etagOf(view, kind, overlay);
    const request = transport.fetchSnapshot(etag);
    this.#request = request;
    const answer = await request.answer;
    if (request !== this.#request) return;
    this.#request = null;
    try {
      this.#onAnswer(answer, sentAt);
    } catch (error) {
      this.#fetchFailed(`its snapshot cannot be used (${String(error)})`);
    }
  }

  #onAnswer(answer: SnapshotAnswer, sentAt: number): void {
    const { store, serverClock } = this.#parts;
    switch (answer.kind) {
      case 'refused':
        return this.#dispatch({ type: 'refused' }, answer.message);
      case 'failed':
        return this.#fetchFailed(answer.message, answer.retryAfterMs);
      case 'unchanged':
        if (store.view === null) return this.#fetchFailed('it answered 304 to a first request');
        serverClock.correct(answer.serverTime, sentAt);
        return this.#dispatch({ type: 'fetched', enough: store.unchanged() });
      case 'snapshot': {
        const read = readAnswer(answer.body);
        if (read === null) return this.#fetchFailed('its snapshot makes no sense');
        const { snapshot, overlay } = read;
        serverClock.correct(answer.serverTime, sentAt);
        const streaming = this.#connection.stream === 'synced';
        const ask = store.fetched(snapshot, { overlay, streaming });
        this.#dispatch({ type: 'fetched', enough: ask !== 'fetch' });
        return ask === 'fetch' ? undefined : this.#told(ask);
      }
    }
  }

  #fetchFailed(trouble: string, retryAfterMs = 0): void {
    this.#dispatch({ type: 'fetch-failed', retryAfterMs }, trouble);
  }

  #now(): number {
    return this.#parts.clock.monotonicMs();
  }
}
