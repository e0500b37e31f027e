import type { EventBatch, Handshake } from '@sluice/protocol';
import type {
  EventsAnswer,
  Request,
  SnapshotAnswer,
  StreamConnection,
  StreamHandlers,
  Transport,
} from '@sluice/sdk-core';
import { HttpDelivery } from './http-delivery.js';
import { openSocketStream } from './socket-stream.js';

/** Reaches a Sluice server from Node: fetch for requests, socket.io for the stream. */
export class NodeTransport implements Transport {
  readonly #url: URL;
  readonly #key: string;
  readonly #http: HttpDelivery;

  constructor(url: URL, key: string) {
    this.#url = url;
    this.#key = key;
    this.#http = new HttpDelivery(url, key);
  }

  fetchSnapshot(etag: string | null): Request<SnapshotAnswer> {
    return this.#http.snapshot(etag);
  }

  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection {
    return openSocketStream(this.#url, { ...handshake, key: this.#key }, handlers);
  }

  sendEvents(batch: EventBatch): Request<EventsAnswer> {
    return this.#http.events(batch);
  }
}
