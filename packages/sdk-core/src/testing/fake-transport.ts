import type { EventBatch, Handshake, ResyncMessage } from '@sluice/protocol';
import type {
  EventsAnswer,
  Request,
  SnapshotAnswer,
  StreamConnection,
  StreamHandlers,
  Transport,
} from '../ports/transport.js';

/** A stream as seen from the server's side. */
export interface FakeStream {
  readonly handshake: Omit<Handshake, 'key'>;
  readonly handlers: StreamHandlers;
  readonly resyncs: ResyncMessage[];
  isOpen: boolean;
}

/** A fetch that waits for its answer. */
export interface FakeFetch {
  readonly etag: string | null;
  readonly answer: (answer: SnapshotAnswer) => void;
}

/** Hands streams and requests to the test; a second open stream or fetch is a failure. */
export class FakeTransport implements Transport {
  readonly streams: FakeStream[] = [];
  readonly batches: EventBatch[] = [];
  fetch: FakeFetch | null = null;
  fetches = 0;
  /** Null: none ever comes. */
  eventsAnswer: EventsAnswer | null = { kind: 'accepted' };
  /** Runs when a stream opens or asks for a resync. */
  asked: (stream: FakeStream, question: ResyncMessage) => void = () => undefined;
  opening: (stream: FakeStream) => void = () => undefined;

  get stream(): FakeStream | null {
    return this.streams.find(({ isOpen }) => isOpen) ?? null;
  }

  fetchSnapshot(etag: string | null): Request<SnapshotAnswer> {
    if (this.fetch !== null) throw new Error('there is a fetch already');
    this.fetches += 1;
    const { promise, settle } = settling<SnapshotAnswer>();
    const end = (answer: SnapshotAnswer): void => {
      this.fetch = null;
      settle(answer);
    };
    this.fetch = { etag, answer: end };
    return { answer: promise, abort: () => end({ kind: 'failed', message: 'aborted' }) };
  }

  openStream(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers): StreamConnection {
    if (this.stream !== null) throw new Error('there is a stream already');
    const stream: FakeStream = { handshake, handlers, resyncs: [], isOpen: true };
    this.streams.push(stream);
    this.opening(stream);
    return {
      resync: (message) => {
        stream.resyncs.push(message);
        this.asked(stream, message);
      },
      close: () => (stream.isOpen = false),
    };
  }

  sendEvents(batch: EventBatch): Request<EventsAnswer> {
    this.batches.push(batch);
    if (this.eventsAnswer !== null)
      return { answer: Promise.resolve(this.eventsAnswer), abort: () => undefined };
    const { promise, settle } = settling<EventsAnswer>();
    return { answer: promise, abort: () => settle({ kind: 'failed', message: 'aborted' }) };
  }
}

function settling<T>(): { promise: Promise<T>; settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, settle };
}
