import type { Server as HttpServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { ERROR_CODES, STREAM_PATH, type ErrorCode, type StreamRefusal } from '@sluice/protocol';
import { Server } from 'socket.io';
import type { Logger } from '../../platform/logging/index.js';
import {
  isUsable,
  VIEW_NAMES,
  type SdkAdmission,
  type SnapshotStore,
  type StoredEnvironment,
  type StoreEvent,
  type ViewName,
} from '../delivery/index.js';
import type { OverlayBoard } from '../overlay/index.js';
import type { PreparedSnapshots } from '../snapshot/index.js';
import { PacketAllowance } from './domain/packet-allowance.js';
import { readHandshake, readPosition, type Position } from './domain/read-handshake.js';
import { STREAM_PARSER } from './stream-encoder.js';
import { changeMessage } from './stream-messages.js';
import {
  connectionsOf,
  cutOff,
  isStuck,
  terminate,
  type ConnectedSdk,
  type StreamIo,
  type StreamSocket,
} from './stream-socket.js';
import { SyncAnswerer } from './sync-answerer.js';

/** How often sockets with a dead key or a full buffer are looked for: revocation shows within a second. */
const SWEEP_MS = 500;
const MAX_MESSAGE_BYTES = 4_096;
/** A `resync` is answered at most this often per socket; a sooner one waits. */
const RESYNC_MS = 5_000;
/** A client that does not take leave by then is cut off. */
const GOODBYE_MS = 500;

/** What the stream serves from. */
export interface StreamParts {
  readonly store: SnapshotStore;
  readonly overlays: OverlayBoard;
  readonly prepared: PreparedSnapshots;
  readonly admission: SdkAdmission;
  readonly logger: Logger;
  readonly addressOf: (request: IncomingMessage) => string;
  /** Reads the log of an environment now; false where the database cannot be reached. */
  readonly catchUp: (environmentId: string) => Promise<boolean>;
  readonly everSynced: () => boolean;
}

export type PresenceListener = (sdk: ConnectedSdk, connected: boolean) => void;

/** The stream of streaming.md: every committed change to every connected SDK, in order, once. */
export class StreamServer {
  readonly #io: StreamIo;
  readonly #answerer: SyncAnswerer;
  #sweeper: NodeJS.Timeout | null = null;
  #draining = false;
  readonly #presence: PresenceListener[] = [];

  constructor(private readonly parts: StreamParts) {
    this.#answerer = new SyncAnswerer(parts);
    this.#io = new Server({
      path: STREAM_PATH,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      connectTimeout: 5_000,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      parser: STREAM_PARSER,
    });
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on('connection', (socket) => this.#onConnection(socket));
    parts.store.onEvent((event) => this.#onStoreEvent(event));
    parts.overlays.onChange((environmentId, view, overlay) => {
      this.#io.to(roomOf(environmentId, view)).emit('overlay', overlay);
    });
  }

  /** Takes the upgrades of an HTTP server from now on. */
  attach(server: HttpServer): void {
    this.#io.attach(server);
    this.#io.engine.on('connection', limitPackets);
    this.#sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Every SDK that is connected to this replica. */
  *connected(): Generator<ConnectedSdk> {
    for (const socket of this.#io.sockets.sockets.values()) yield socket.data;
  }

  /** Listeners hear of every SDK that comes and goes. */
  onPresence(listener: PresenceListener): void {
    this.#presence.push(listener);
  }

  /** SDKs connected to a view. */
  countOf(environmentId: string, view: ViewName): number {
    return this.#io.sockets.adapter.rooms.get(roomOf(environmentId, view))?.size ?? 0;
  }

  /** Closes the sockets of keys that no longer hold, and those that take nothing of what they are sent. */
  sweep(): void {
    const now = Date.now();
    for (const socket of this.#io.sockets.sockets.values()) {
      if (!isUsable(socket.data.key, now)) refuseLive(socket, 'KEY_REVOKED');
      else if (isStuck(socket)) {
        this.parts.logger.debug(
          { instance: socket.data.instance },
          'closing a stuck stream client',
        );
        terminate(socket);
      }
    }
  }

  /** Tells every SDK to go elsewhere, waits until they did or `graceMs` passed, and closes what is left. */
  async drain(graceMs: number): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    const clients = this.#io.sockets.sockets.size;
    const reconnectWithinMs = Math.min(graceMs, Math.max(250, clients));
    this.#io.emit('drain', { reconnectWithinMs });
    const until = performance.now() + reconnectWithinMs + 250;
    while (this.#io.sockets.sockets.size > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    const left = connectionsOf(this.#io);
    this.#io.disconnectSockets(true);
    this.#io.engine?.close();
    setTimeout(() => left.forEach(cutOff), GOODBYE_MS).unref();
  }

  async #admit(socket: StreamSocket, next: (error?: Error) => void): Promise<void> {
    const { admission, addressOf, logger } = this.parts;
    try {
      if (handshaken.has(socket.conn))
        return next(refusal('INVALID_REQUEST', 'One handshake each.'));
      handshaken.add(socket.conn);
      const read = readHandshake(socket.handshake.auth);
      if (this.#draining) return next(refusal('SHUTTING_DOWN'));
      if (!read.ok) return next(refusal(read.code, `Field: ${read.field}.`));
      const { key, instance, sdk, epoch, revision } = read.handshake;
      const admittance = await admission.admit(key, addressOf(socket.request));
      if (!admittance.ok) return next(refusal(admittance.code));
      socket.data = {
        key: admittance.key,
        instance,
        sdk,
        connectedAtMs: Date.now(),
        resyncAtMs: 0,
        resyncPending: false,
      };
      positions.set(socket, { epoch, revision });
      next();
    } catch (error) {
      logger.error({ err: error }, 'a stream handshake failed unexpectedly');
      next(refusal('INTERNAL'));
    }
  }

  #onConnection(socket: StreamSocket): void {
    const held = positions.get(socket) ?? { epoch: null, revision: null };
    positions.delete(socket);
    forgetHandshake(socket);
    socket.on('resync', (message) => this.#onResync(socket, message));
    socket.on('disconnect', () => this.#tellPresence(socket.data, false));
    this.#tellPresence(socket.data, true);
    void this.#welcome(socket, held);
  }

  #tellPresence(sdk: ConnectedSdk, connected: boolean): void {
    for (const listener of this.#presence) listener(sdk, connected);
  }

  async #welcome(socket: StreamSocket, held: Position): Promise<void> {
    const { environmentId, kind } = socket.data.key;
    try {
      const message = await this.#answerer.answer(socket.data.key, held, false);
      if (!socket.connected) return;
      if (message === null) return refuseLive(socket, 'SNAPSHOT_UNAVAILABLE');
      socket.emit('sync', message());
      await socket.join(roomOf(environmentId, kind));
    } catch (error) {
      this.parts.logger.error({ err: error }, 'a stream client could not be synchronised');
      terminate(socket);
    }
  }

  #onResync(socket: StreamSocket, message: unknown): void {
    const held = readPosition(message);
    const { data } = socket;
    if (held === undefined || data.resyncPending) return;
    data.resyncPending = true;
    const waitMs = Math.max(0, data.resyncAtMs + RESYNC_MS - Date.now());
    setTimeout(() => {
      data.resyncPending = false;
      data.resyncAtMs = Date.now();
      void this.#answerResync(socket, held);
    }, waitMs).unref();
  }

  async #answerResync(socket: StreamSocket, held: Position): Promise<void> {
    const message = await this.#answerer.answer(socket.data.key, held, true).catch(() => null);
    if (message !== null && socket.connected) socket.emit('sync', message());
  }

  #onStoreEvent(event: StoreEvent): void {
    for (const view of VIEW_NAMES) {
      const room = roomOf(event.environment.state.id, view);
      const clients = this.#io.sockets.adapter.rooms.get(room)?.size ?? 0;
      if (clients > 0) this.#tell(event, view, { room, clients });
    }
  }

  #tell(event: StoreEvent, view: ViewName, { room, clients }: Audience): void {
    const { environment } = event;
    if (event.kind === 'stepped') {
      const message = changeMessage(event.steps[view], clients, () =>
        this.#wholeBytes(environment, view),
      );
      this.#io.to(room).emit('change', message);
    } else if (event.kind === 'replaced') {
      this.#io.to(room).emit('sync', this.#answerer.whole(environment, view, clients));
    } else {
      for (const id of [...(this.#io.sockets.adapter.rooms.get(room) ?? [])]) {
        const socket = this.#io.sockets.sockets.get(id);
        if (socket !== undefined) refuseLive(socket, 'SNAPSHOT_UNAVAILABLE');
      }
    }
  }

  #wholeBytes(environment: StoredEnvironment, view: ViewName): number {
    return this.parts.prepared.bytesOf(environment, view);
  }
}

interface Audience {
  readonly room: string;
  readonly clients: number;
}

/** Connections that have had their handshake: a second one would be told everything twice. */
const handshaken = new WeakSet<object>();

/** What an SDK said it holds, between its handshake and its first `sync`. */
const positions = new WeakMap<StreamSocket, Position>();

function roomOf(environmentId: string, view: ViewName): string {
  return `${environmentId}/${view}`;
}

function refusalOf(code: ErrorCode, hint = ''): StreamRefusal {
  const { message, retryable } = ERROR_CODES[code];
  return { code, message: hint === '' ? message : `${message} ${hint}`, retryable };
}

function refusal(code: ErrorCode, hint?: string): Error {
  const data = refusalOf(code, hint);
  return Object.assign(new Error(data.message), { data });
}

/** Refuses an SDK that was let in before: socket.io tells it by `connect_error`, like a handshake. */
function refuseLive(socket: StreamSocket, code: ErrorCode): void {
  const data = refusalOf(code);
  socket._error({ message: data.message, data });
  socket.disconnect(true);
}

/** Lets go of the upgrade request and of the handshake with the key in it: half of what a socket costs. */
function forgetHandshake(socket: StreamSocket): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: FORGOTTEN });
}

const FORGOTTEN = Object.freeze({ auth: {}, headers: {} });

interface EngineSocket {
  on(event: 'packet', listener: () => void): void;
  close(discard?: boolean): void;
}

function limitPackets(conn: EngineSocket): void {
  const allowance = new PacketAllowance();
  conn.on('packet', () => {
    if (!allowance.take(Date.now())) conn.close(true);
  });
}
