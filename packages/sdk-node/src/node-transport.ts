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
import { nodeHttp } from './node-http.js';
import { openSocketStream } from './socket-stream.js';

/** Reaches a Sluice server from Node: fetch for requests, socket.io for the stream. */
export class NodeTransport implements Transport {
  readonly #url: URL;
  readonly #key: string;
  readonly #send: SendHttp;

  constructor(url: URL, key: string) {
    this.#url = url;
    this.#key = key;
    this.#send = nodeHttp(url, key);
  }

  fetchSnapshot(etag: string | null): Request<SnapshotAnswer> {
    return requestSnapshot(this.#send, etag);
  }

  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection {
    return openSocketStream(this.#url, { ...handshake, key: this.#key }, handlers);
  }

  sendEvents(batch: EventBatch): Request<EventsAnswer> {
    return requestEvents(this.#send, batch);
  }
}
