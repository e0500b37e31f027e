import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { ChangeMessage, EventBatch, Handshake, Overlay } from '@sluice/protocol';
import { ModelServer, type MakeChange } from '@sluice/sdk-core/testing';
import { Server as SocketServer, type Socket } from 'socket.io';

/** Answers a request instead of the fixture; true when it did. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

const QUICK_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

export const KEY = 'slu_srv_fixture';

/** A server that speaks the SDK protocol over real HTTP and socket.io, and can be made to misbehave. */
export class FixtureServer {
  readonly model: ModelServer;
  readonly batches: EventBatch[] = [];
  readonly handshakes: Handshake[] = [];
  readonly requests: string[] = [];
  readonly keys = new Set([KEY]);
  /** Answers every snapshot request first, where set. */
  intercept: Intercept | null = null;
  blocksSockets = false;
  /** Tells SDKs with full answers to fetch them. */
  answersByFetch = false;
  /** How far the server's clock is ahead of the machine's. */
  clockAheadMs = 0;
  #http: Server | null = null;
  #io: SocketServer | null = null;
  #connections = new Set<TcpSocket>();
  #port = 0;

  constructor(model = new ModelServer()) {
    this.model = model;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** SDKs that were let in and hear what is emitted. */
  get streams(): number {
    return this.#io?.sockets.sockets.size ?? 0;
  }

  /** Begins to listen; after a stop, on the same port as before. */
  async start(): Promise<this> {
    const http = createServer((request, response) => void this.#answer(request, response));
    http.on('connection', (socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    http.prependListener('upgrade', (_request, socket) => {
      if (this.blocksSockets) socket.destroy();
    });
    this.#io = new SocketServer(http, {
      path: '/sdk/v1/stream',
      transports: ['websocket'],
      serveClient: false,
    });
    this.#io.use((socket, next) => this.#admit(socket, next));
    this.#io.on('connection', (socket) => this.#greet(socket));
    http.listen(this.#port, '127.0.0.1');
    await once(http, 'listening');
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    return this;
  }

  /** Dies as if killed: every connection breaks. */
  async stop(): Promise<void> {
    const http = this.#http;
    this.#http = null;
    if (http === null) return;
    const closed = once(http, 'close');
    void this.#io?.close();
    http.close();
    for (const socket of this.#connections) socket.destroy();
    await closed;
  }

  /** Commits a change and streams it to everyone. */
  commit(make: MakeChange): ChangeMessage {
    const message = this.model.commit(make);
    this.#io?.emit('change', message);
    return message;
  }

  setOverlay(overlay: Overlay): void {
    this.model.overlay = overlay;
    this.#io?.emit('overlay', overlay);
  }

  emit(event: string, payload: unknown): void {
    this.#io?.emit(event, payload);
  }

  /** From now on the key is no good; its streams end. */
  revoke(key: string): void {
    this.keys.delete(key);
    for (const socket of this.#io?.sockets.sockets.values() ?? [])
      if ((socket.handshake.auth as Handshake).key === key) socket.disconnect(true);
  }

  #admit(socket: Socket, next: (error?: Error) => void): void {
    const auth = socket.handshake.auth as Handshake;
    this.handshakes.push(auth);
    if (this.keys.has(auth.key)) return next();
    const data = { code: 'KEY_INVALID', message: 'This SDK key is unknown.', retryable: false };
    next(Object.assign(new Error('refused'), { data }));
  }

  #greet(socket: Socket): void {
    const answer = (epoch: string | null, revision: number | null): void => {
      this.model.serverTime = Date.now() + this.clockAheadMs;
      const sync = this.model.syncFor(epoch, revision);
      if (sync.mode !== 'full' || !this.answersByFetch) return void socket.emit('sync', sync);
      const { snapshot: _, ...rest } = sync;
      socket.emit('sync', { ...rest, mode: 'fetch', spreadMs: 50 });
    };
    const { epoch, revision } = socket.handshake.auth as Handshake;
    answer(epoch, revision);
    socket.on('resync', (asked: { epoch: string | null; revision: number | null }) =>
      answer(asked.epoch, asked.revision),
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`);
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (this.intercept?.(request, response) === true) return;
    if (!this.keys.has(key))
      return sendJson(response, 401, { code: 'KEY_INVALID', message: 'This SDK key is unknown.' });
    if (request.url === '/sdk/v1/events') {
      this.batches.push(JSON.parse(await bodyOf(request)) as EventBatch);
      return void response.writeHead(202).end();
    }
    this.#sendSnapshot(request, response);
  }

  #sendSnapshot(request: IncomingMessage, response: ServerResponse): void {
    const { snapshot, overlay, digest } = this.model;
    const etag = `"${snapshot.epoch}-server-${snapshot.revision}-${digest}-${overlay.id}"`;
    response.setHeader('etag', etag);
    response.setHeader('sluice-time', String(Date.now() + this.clockAheadMs));
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    const accepted = String(request.headers['accept-encoding']);
    const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
    const json = Buffer.from(JSON.stringify({ snapshot, overlay }));
    if (encoding !== null) response.setHeader('content-encoding', encoding);
    response.setHeader('content-type', 'application/json');
    response.end(
      encoding === 'br'
        ? brotliCompressSync(json, QUICK_BROTLI)
        : encoding === 'gzip'
          ? gzipSync(json)
          : json,
    );
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
