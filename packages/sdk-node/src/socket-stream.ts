import type { Handshake, ResyncMessage, STREAM_PATH } from '@sluice/protocol';
import {
  isRecord,
  readRefusal,
  type StreamConnection,
  type StreamHandlers,
} from '@sluice/sdk-core';
import { io, type Socket } from 'socket.io-client';

/** The protocol's `STREAM_PATH`; the compiler holds the two together. */
const PATH: typeof STREAM_PATH = '/sdk/v1/stream';

/** Opens one socket.io connection, WebSocket only, that neither reconnects by itself nor keeps the process alive. */
export function openSocketStream(
  url: URL,
  handshake: Handshake,
  handlers: StreamHandlers,
): StreamConnection {
  const socket: Socket = io(url.origin, {
    path: url.pathname.replace(/\/$/, '') + PATH,
    auth: { ...handshake },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    autoUnref: true,
    timeout: 10_000,
  });
  socket.on('sync', handlers.sync);
  socket.on('change', handlers.change);
  socket.on('overlay', handlers.overlay);
  socket.on('drain', handlers.drain);
  socket.on('disconnect', (reason) => handlers.closed(`the stream ended (${reason})`));
  socket.on('connect_error', (error: Error & { data?: unknown; description?: unknown }) => {
    const refusal = readRefusal(error.data);
    if (refusal?.retryable === false) handlers.refused(refusal.message);
    else handlers.closed(`no stream (${reasonOf(error)})`);
  });
  return {
    resync: (message: ResyncMessage) => void socket.emit('resync', message),
    close: () => {
      socket.off();
      socket.disconnect();
    },
  };
}

/** The underlying reason, which engine.io wraps in an event of the WebSocket. */
function reasonOf(error: Error & { description?: unknown }): string {
  const { description } = error;
  const inner = isRecord(description) ? description.message : undefined;
  return typeof inner === 'string' && inner !== '' ? answerOf(inner) : error.message;
}

/** Words for an HTTP status that came instead of a WebSocket; the text itself where it is about something else. */
function answerOf(text: string): string {
  const status = Number(/^Unexpected server response: (\d{3})$/.exec(text)?.[1]);
  if (Number.isNaN(status)) return text;
  const isRefused = status >= 400 && status < 500;
  return isRefused
    ? `HTTP ${status} where a WebSocket was asked for: does the proxy before Sluice pass upgrades on?`
    : `HTTP ${status}`;
}
