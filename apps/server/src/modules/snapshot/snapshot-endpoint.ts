import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES, type ErrorCode } from '@sluice/protocol';
import type { Logger } from '../../platform/logging/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { errorBody } from '../../platform/http/error-body.js';
import { requestIdOf } from '../../platform/http/request-id.js';
import { bearerToken } from '../auth/index.js';
import type { SdkAdmission, SdkAdmittance, SdkKey, SnapshotStore } from '../delivery/index.js';
import type { OverlayBoard } from '../overlay/index.js';
import { chooseEncoding, type ContentEncoding } from './domain/choose-encoding.js';
import { matchesEtag } from './domain/if-none-match.js';
import type { PreparedSnapshot } from './prepared-snapshot.js';
import type { PreparedSnapshots } from './prepared-snapshots.js';
import { BODY_HEADERS, PREFLIGHT_HEADERS } from './response-headers.js';
import type { SnapshotTraffic } from './snapshot-traffic.js';

/** Path of the endpoint; it may be followed by a query, which means nothing. */
export const SNAPSHOT_PATH = '/sdk/v1/snapshot';

/** What the endpoint serves from. */
export interface SnapshotEndpointParts {
  readonly store: SnapshotStore;
  readonly overlays: OverlayBoard;
  readonly prepared: PreparedSnapshots;
  readonly admission: SdkAdmission;
  readonly traffic: SnapshotTraffic;
  readonly logger: Logger;
  /** The caller's address, proxies taken into account. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/**
 * `GET /sdk/v1/snapshot`, below Nest and Fastify: bytes prepared once per change, from memory alone
 * (streaming.md, "HTTP"). Credential, rate limit, CORS, security headers and metrics are its own.
 */
export class SnapshotEndpoint {
  constructor(private readonly parts: SnapshotEndpointParts) {}

  /** Answers a request for the snapshot; false, untouched, for any other path. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (!isSnapshotPath(request.url ?? '')) return false;
    try {
      if (request.method === 'OPTIONS') response.writeHead(204, [...PREFLIGHT_HEADERS]).end();
      else if (request.method === 'GET' || request.method === 'HEAD')
        this.#admit(request, response);
      else this.#refuse(request, response, { code: 'METHOD_NOT_ALLOWED' });
    } catch (error) {
      this.#fail(request, response, error);
    }
    return true;
  }

  #admit(request: IncomingMessage, response: ServerResponse): void {
    const { admission, addressOf } = this.parts;
    const { authorization } = request.headers;
    const known = admission.admitKnown(authorization);
    if (known !== null) return this.#answer(request, response, known);
    const secret = bearerToken(authorization);
    const admittance = admission.admit(secret, addressOf(request), authorization);
    if ('ok' in admittance) return this.#answer(request, response, admittance);
    admittance
      .then((resolved) => this.#answer(request, response, resolved))
      .catch((error: unknown) => this.#fail(request, response, error));
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    this.parts.logger.error({ err: error }, 'a snapshot request failed unexpectedly');
    if (response.headersSent) response.destroy();
    else this.#refuse(request, response, { code: 'INTERNAL' });
  }

  #answer(request: IncomingMessage, response: ServerResponse, admittance: SdkAdmittance): void {
    if (!admittance.ok) return this.#refuse(request, response, admittance);
    const snapshot = this.#preparedFor(admittance.key);
    if (snapshot === null) {
      return this.#refuse(request, response, {
        code: 'SNAPSHOT_UNAVAILABLE',
        retryAfterSeconds: 1,
      });
    }
    if (matchesEtag(request.headers['if-none-match'], snapshot.etag)) {
      return this.#notModified(response, snapshot);
    }
    const encoding = snapshot.encodingFor(chooseEncoding(request.headers['accept-encoding']));
    const bytes = snapshot.bytes(encoding);
    if (Buffer.isBuffer(bytes)) return this.#send(request, response, { snapshot, encoding, bytes });
    bytes.then(
      (made) => this.#send(request, response, { snapshot, encoding, bytes: made }),
      () =>
        this.#send(request, response, { snapshot, encoding: 'identity', bytes: snapshot.identity }),
    );
  }

  #preparedFor(key: SdkKey): PreparedSnapshot | null {
    const { store, overlays, prepared } = this.parts;
    const environment = store.get(key.environmentId);
    if (environment === undefined) return null;
    return prepared.preparedOf(
      environment,
      key.kind,
      overlays.overlayOf(key.environmentId, key.kind),
    );
  }

  #send(request: IncomingMessage, response: ServerResponse, body: Body): void {
    const { snapshot, encoding, bytes } = body;
    response.writeHead(200, snapshot.headersOf(encoding, bytes).at(Date.now()));
    response.end(request.method === 'HEAD' ? undefined : bytes);
    this.parts.traffic.count(200, encoding);
  }

  #notModified(response: ServerResponse, snapshot: PreparedSnapshot): void {
    response.writeHead(304, snapshot.notModifiedHeaders.at(Date.now())).end();
    this.parts.traffic.count(304, 'identity');
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    const { code, retryAfterSeconds } = refusal;
    const requestId = requestIdOf(request);
    const error = new AppError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
    const body = JSON.stringify(errorBody(error, requestId));
    const { status } = ERROR_CODES[code];
    const headers = [...BODY_HEADERS, 'X-Request-Id', requestId, 'Cache-Control', 'no-store'];
    headers.push('Content-Type', 'application/json; charset=utf-8');
    headers.push('Content-Length', String(Buffer.byteLength(body)));
    if (retryAfterSeconds !== undefined) headers.push('Retry-After', String(retryAfterSeconds));
    if (status === 401) headers.push('WWW-Authenticate', 'Bearer realm="sluice"');
    if (status === 405) headers.push('Allow', 'GET, HEAD, OPTIONS');
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    this.parts.traffic.count(status, 'identity');
  }
}

interface Body {
  readonly snapshot: PreparedSnapshot;
  readonly encoding: ContentEncoding;
  readonly bytes: Buffer;
}

interface Refusal {
  readonly code: ErrorCode;
  readonly retryAfterSeconds?: number;
}

function isSnapshotPath(url: string): boolean {
  if (!url.startsWith(SNAPSHOT_PATH)) return false;
  return url.length === SNAPSHOT_PATH.length || url.charAt(SNAPSHOT_PATH.length) === '?';
}
