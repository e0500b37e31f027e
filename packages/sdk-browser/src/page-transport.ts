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
import { browserHttp, httpResponse } from './browser-http.js';
import { SocketStream } from './socket-stream.js';
import { understood } from './understood.js';
import { learnRest, needsMore } from './vocabulary.js';
import type { CheckedOptions } from './checked-options.js';
import type { PageEngine } from './page-engine.js';

/** Reaches a Sluice server from a page: fetch for requests, a WebSocket for the stream. Nothing gets through before it can be understood. */
export class PageTransport implements Transport {
  readonly #options: CheckedOptions;
  readonly #send: SendHttp;
  #first: Request<SnapshotAnswer> | null = null;

  /** The first request was made before this was loaded: its answer is the first one here. */
  constructor({ options, state, answer }: PageEngine) {
    this.#options = options;
    this.#send = browserHttp(options.url, options.key);
    const abort = (): void => undefined;
    if (state === 'live') {
      const unchanged = { kind: 'unchanged', serverTime: NaN } as const;
      this.#first = { answer: Promise.resolve(unchanged), abort };
    } else if (answer !== undefined) {
      const response = Promise.resolve(httpResponse(answer));
      this.#first = requestSnapshot(() => ({ response, abort }), null);
    }
  }

  fetchSnapshot(etag: string | null): Request<SnapshotAnswer> {
    const request = this.#first ?? requestSnapshot(this.#send, etag);
    this.#first = null;
    return { ...request, answer: request.answer.then(understoodAnswer) };
  }

  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection {
    const { url, key } = this.#options;
    try {
      return new SocketStream(url, { ...handshake, key }, understood(handlers));
    } catch (error) {
      // No WebSocket here, or none allowed to this address.
      const timer = setTimeout(() => handlers.closed(`no stream (${String(error)})`));
      return { resync: () => undefined, close: () => clearTimeout(timer) };
    }
  }

  sendEvents(batch: EventBatch): Request<EventsAnswer> {
    return requestEvents(this.#send, batch);
  }
}

async function understoodAnswer(answer: SnapshotAnswer): Promise<SnapshotAnswer> {
  if (answer.kind !== 'snapshot' || !needsMore(answer.body)) return answer;
  return learnRest().then(
    () => answer,
    () => ({ kind: 'failed', message: 'the operators of its flags cannot be loaded' }),
  );
}
