import type { Handshake, ResyncMessage } from '@sluice/protocol';
import type { StreamConnection, StreamHandlers, Transport } from '../ports/transport.js';

/** The one stream there may be. What an earlier one still says is not heard. */
export class StreamLink {
  readonly #transport: Transport;
  #open: StreamConnection | null = null;
  #generation = 0;
  /** The next `sync` answers a question of ours: a handshake or a resync. */
  solicited = false;
  /** When that question was asked, on the monotonic clock. */
  askedAt = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  open(handshake: Omit<Handshake, 'key'>, handlers: StreamHandlers, now: number): void {
    this.close();
    const generation = this.#generation;
    const current =
      <T>(handler: (message: T) => void) =>
      (message: T): void => {
        if (generation !== this.#generation) return;
        try {
          handler(message);
        } catch (error) {
          handlers.closed(`what it sent cannot be used (${String(error)})`);
        }
      };
    this.solicited = true;
    this.askedAt = now;
    this.#open = this.#transport.openStream(handshake, {
      sync: current(handlers.sync),
      change: current(handlers.change),
      overlay: current(handlers.overlay),
      drain: current(handlers.drain),
      refused: current(handlers.refused),
      closed: current(handlers.closed),
    });
  }

  resync(message: ResyncMessage, now: number): void {
    this.solicited = true;
    this.askedAt = now;
    this.#open?.resync(message);
  }

  close(): void {
    this.#generation += 1;
    this.#open?.close();
    this.#open = null;
  }
}
