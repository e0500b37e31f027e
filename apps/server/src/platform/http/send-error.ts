import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../errors/app-error.js';
import type { Logger } from '../logging/index.js';
import { errorBody } from './error-body.js';
import { toAppError } from './to-app-error.js';

const REFUSED_WRITES = new Set([403, 409, 412, 422]);

/**
 * Answers `request` with the error body of `error`. Unexpected failures are logged with their cause,
 * refused writes with who tried what: they are not part of the audit chain (api.md, "Resources").
 */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void {
  const known = toAppError(error);
  logFailure(known, request, logger);
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .status(known.status)
    .headers(headersOf(known))
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(errorBody(known, request.id)));
}

function headersOf(error: AppError): Record<string, string> {
  if (error.status === 401) return { 'www-authenticate': 'Bearer realm="sluice"' };
  const { retryAfterSeconds, allow } = error.details;
  const headers: Record<string, string> = {};
  if (typeof retryAfterSeconds === 'number') headers['retry-after'] = String(retryAfterSeconds);
  if (Array.isArray(allow)) headers.allow = allow.join(', ');
  return headers;
}

function logFailure(error: AppError, request: FastifyRequest, logger: Logger): void {
  const facts = { requestId: request.id, code: error.code, method: request.method };
  if (error.status >= 500 && error.code === 'INTERNAL') {
    logger.error({ ...facts, err: error.cause ?? error }, 'request failed unexpectedly');
  } else if (error.status >= 500) {
    logger.warn({ ...facts, cause: causeText(error) }, error.message);
  } else if (REFUSED_WRITES.has(error.status) && request.method !== 'GET') {
    const actor = request.actor === undefined ? null : `${request.actor.kind}:${request.actor.id}`;
    logger.info({ ...facts, actor, path: request.url.split('?')[0] }, 'write refused');
  }
}

function causeText(error: AppError): string | undefined {
  return error.cause instanceof Error ? error.cause.message : undefined;
}
