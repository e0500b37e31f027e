import type { EventBatch, Handshake } from '@sluice/protocol';
import {
  requestEvents,
  requestSnapshot,
  type EventsAnswer,
  type Request,
  type SendHttp,
  type SnapshotAnswer,
  type StreamConnection,
  type StreamHandlers,
  type Transport,
} from '@sluice/sdk-core';
import { browserHttp } from './browser-http.js';
import { SocketStream } from './socket-stream.js';

/** Reaches a Sluice server from a page: fetch for requests, a WebSocket for the stream. */
export class BrowserTransport implements Transport {
  readonly #base: string;
  readonly #key: string;
  readonly #send: SendHttp;

  constructor(base: string, key: string) {
    this.#base = base;
    this.#key = key;
    this.#send = browserHttp(base, key);
  }

  fetchSnapshot(etag: string | null): Request<SnapshotAnswer> {
    return requestSnapshot(this.#send, etag);
  }

  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection {
    return new SocketStream(this.#base, { ...handshake, key: this.#key }, handlers);
  }

  sendEvents(batch: EventBatch): Request<EventsAnswer> {
    return requestEvents(this.#send, batch);
  }
}
