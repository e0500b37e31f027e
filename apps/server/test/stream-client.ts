import type {
  ChangeMessage,
  Handshake,
  Overlay,
  StreamRefusal,
  SyncMessage,
} from '@sluice/protocol';
import { STREAM_PATH } from '@sluice/protocol';
import { io, type Socket } from 'socket.io-client';

/** Everything a stream client was told, in order. */
export type Told =
  | { readonly event: 'sync'; readonly message: SyncMessage }
  | { readonly event: 'change'; readonly message: ChangeMessage }
  | { readonly event: 'overlay'; readonly message: Overlay }
  | { readonly event: 'drain'; readonly message: { reconnectWithinMs: number } }
  | { readonly event: 'refused'; readonly message: StreamRefusal }
  | { readonly event: 'closed'; readonly message: string };

/** A raw socket.io client of the stream that remembers what it was told. */
export class StreamClient {
  readonly told: Told[] = [];
  readonly socket: Socket;
  #waiting: (() => void)[] = [];

  constructor(url: string, auth: unknown, namespace = '/') {
    this.socket = io(`${url}${namespace}`, {
      path: STREAM_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: auth as Record<string, unknown>,
    });
    for (const event of ['sync', 'change', 'overlay', 'drain'] as const) {
      this.socket.on(event, (message: unknown) => this.#tell({ event, message } as Told));
    }
    this.socket.on('connect_error', (error: Error & { data?: StreamRefusal }) => {
      this.#tell({
        event: 'refused',
        message: error.data ?? { code: error.message, message: '', retryable: true },
      });
    });
    this.socket.on('disconnect', (reason) => this.#tell({ event: 'closed', message: reason }));
  }

  /** The first thing told that `accepts` likes, past or to come; rejects after `withinMs`. */
  async until<E extends Told['event']>(
    event: E,
    accepts: (message: Extract<Told, { event: E }>['message']) => boolean = () => true,
    withinMs = 10_000,
  ): Promise<Extract<Told, { event: E }>['message']> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = this.told.find(
        (told) => told.event === event && accepts(told.message as never),
      );
      if (found) return found.message as never;
      const left = deadline - performance.now();
      if (left <= 0)
        throw new Error(
          `no ${event} as expected; told: ${JSON.stringify(this.told).slice(0, 2000)}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  get changes(): ChangeMessage[] {
    return this.told.flatMap((told) => (told.event === 'change' ? [told.message] : []));
  }

  close(): void {
    this.socket.disconnect();
  }

  #tell(told: Told): void {
    this.told.push(told);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** A good handshake with this key. */
export function handshake(key: string, more: Partial<Handshake> = {}): Handshake {
  return {
    key,
    sdk: 'test/1.0.0',
    protocol: 1,
    level: 1,
    instance: 'test',
    epoch: null,
    revision: null,
    ...more,
  };
}
