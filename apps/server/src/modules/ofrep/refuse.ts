import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERROR_CODES, type ErrorCode } from '@sluice/protocol';
import { requestIdOf } from '../../platform/http/request-id.js';
import type { OfrepErrorCode } from './domain/ofrep-failure.js';
import { OFREP_BODY_LIMIT } from './read-body.js';
import { SINGLE_HEADERS } from './response-headers.js';

/** Why a request is refused before anything is evaluated. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly retryAfterSeconds?: number;
  /** Methods the path takes, of a METHOD_NOT_ALLOWED. */
  readonly allow?: string;
}

/** What the registry's messages leave open here. */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED:
    'No valid credential. Send an SDK key as `Authorization: Bearer <key>` or `X-API-Key: <key>`; the change events take the ticket of a bulk answer.',
  BODY_TOO_LARGE: `The body is larger than ${OFREP_BODY_LIMIT} bytes. Send fewer or shorter attributes.`,
};

/** Answers a refusal; its body is OFREP's failure with our code and request id beside it. Returns the status. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { code, retryAfterSeconds, allow }: Refusal,
): number {
  const requestId = requestIdOf(request);
  const { status, message } = ERROR_CODES[code];
  const errorDetails = MESSAGES[code] ?? message;
  const errorCode: OfrepErrorCode = status === 413 ? 'INVALID_CONTEXT' : 'GENERAL';
  const body = JSON.stringify({ errorCode, errorDetails, code, requestId, metadata: {} });
  const headers = [...SINGLE_HEADERS, 'X-Request-Id', requestId];
  headers.push('Content-Length', String(Buffer.byteLength(body)));
  if (retryAfterSeconds !== undefined) headers.push('Retry-After', String(retryAfterSeconds));
  if (status === 401) headers.push('WWW-Authenticate', 'Bearer realm="sluice"');
  if (status === 413) headers.push('Connection', 'close');
  if (allow !== undefined) headers.push('Allow', allow);
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  return status;
}
