import type { Handshake, ResyncMessage, STREAM_PATH } from '@sluice/protocol';
import { readRefusal, type StreamConnection, type StreamHandlers } from '@sluice/sdk-core';
import { readPacket, type SocketPacket } from './socket-packet.js';

/** The protocol's `STREAM_PATH`; the compiler holds the two together. */
const PATH: typeof STREAM_PATH = '/sdk/v1/stream';

const EVENTS = ['sync', 'change', 'overlay', 'drain'] as const;

/**
 * One stream: socket.io's protocol 5 over a WebSocket, as much of it as the server's stream uses
 * (docs/adr/0010). It neither reconnects by itself nor outlives silence beyond the heartbeat.
 */
export class SocketStream implements StreamConnection {
  readonly #socket: WebSocket;
  readonly #handshake: Handshake;
  readonly #handlers: StreamHandlers;
  #silenceMs = 0;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(base: string, handshake: Handshake, handlers: StreamHandlers) {
    this.#handshake = handshake;
    this.#handlers = handlers;
    const address = `${base.replace(/^http/i, 'ws')}${PATH}/?EIO=4&transport=websocket`;
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onclose = () => this.#end('no stream (the connection ended)');
    socket.onmessage = ({ data }) => {
      this.#listen();
      this.#hear(readPacket(data));
    };
  }

  resync(message: ResyncMessage): void {
    this.#socket.send(`42${JSON.stringify(['resync', message])}`);
  }

  close(): void {
    clearTimeout(this.#watch);
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
  }

  #hear(packet: SocketPacket): void {
    switch (packet.kind) {
      case 'open':
        this.#silenceMs = packet.silenceMs;
        this.#listen();
        return this.#socket.send(`40${JSON.stringify(this.#handshake)}`);
      case 'ping':
        return this.#socket.send('3');
      case 'event': {
        const name = EVENTS.find((event) => event === packet.name);
        return name && this.#handlers[name](packet.payload);
      }
      case 'refused':
        return this.#refuse(packet.data);
      case 'end':
        return this.#end('the stream ended');
      case 'other':
    }
  }

  /** The server sends a ping in time; without one the connection is dead, whatever the browser thinks. */
  #listen(): void {
    clearTimeout(this.#watch);
    if (this.#silenceMs > 0)
      this.#watch = setTimeout(() => this.#end('the stream fell silent'), this.#silenceMs);
  }

  #refuse(data: unknown): void {
    const refusal = readRefusal(data);
    if (refusal?.retryable !== false)
      return this.#end(`no stream (${refusal?.message ?? 'the server refused the handshake'})`);
    this.close();
    this.#handlers.refused(refusal.message);
  }

  #end(reason: string): void {
    this.close();
    this.#handlers.closed(reason);
  }
}
