import type { DrainMessage, Overlay } from '@sluice/protocol';
import type { Server, Socket } from 'socket.io';
import type { SdkKey } from '../delivery/index.js';
import type { PreparedJson } from './prepared-json.js';

/** The events of streaming.md as this server sends them. */
export interface SentEvents {
  sync: (message: PreparedJson) => void;
  change: (message: PreparedJson) => void;
  overlay: (overlay: Overlay) => void;
  drain: (message: DrainMessage) => void;
}

/** Nothing a client sends is believed to have its type. */
export interface ReceivedEvents {
  resync: (message: unknown) => void;
}

/** What is kept of a connected SDK. */
export interface ConnectedSdk {
  readonly key: SdkKey;
  readonly instance: string;
  readonly sdk: string;
  readonly connectedAtMs: number;
  /** When its latest `resync` was answered, ms; and whether an answer is waiting. */
  resyncAtMs: number;
  resyncPending: boolean;
}

type NoEvents = Record<string, never>;

export type StreamIo = Server<ReceivedEvents, SentEvents, NoEvents, ConnectedSdk>;
export type StreamSocket = Socket<ReceivedEvents, SentEvents, NoEvents, ConnectedSdk>;

/** What engine.io keeps below a socket and does not declare. */
interface Transported {
  readonly transport: {
    readonly socket?: { readonly bufferedAmount: number; terminate(): void };
  };
  readonly writeBuffer?: readonly { readonly data?: unknown }[];
}

const MAX_BUFFERED_BYTES = 1024 * 1024;
const MAX_BUFFERED_PACKETS = 1_000;

/** Whether a client takes so little of what it is sent that keeping it would grow memory. */
export function isStuck(socket: StreamSocket): boolean {
  const { transport, writeBuffer = [] } = socket.conn as unknown as Transported;
  if (writeBuffer.length > MAX_BUFFERED_PACKETS) return true;
  let waiting = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) waiting += typeof data === 'string' ? data.length : 0;
  return waiting > MAX_BUFFERED_BYTES;
}

/** Ends a connection at once, without waiting for the other side to take what was sent. */
export function terminate(socket: StreamSocket): void {
  cutOff(socket.conn);
  socket.disconnect(true);
}

/** Ends what is below a socket, whatever it is about. */
export function cutOff(conn: unknown): void {
  (conn as Transported).transport.socket?.terminate();
}

/** What is below all sockets, also of clients that have sent no handshake yet; engine.io does not declare it. */
export function connectionsOf({ engine }: StreamIo): unknown[] {
  const { clients = {} } = (engine ?? {}) as unknown as { readonly clients?: object };
  return Object.values(clients);
}
