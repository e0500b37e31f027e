import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import type { RequestContext } from './request-context.js';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Parameter: who sends a write and how. `?dryRun=true` tries it only; `Idempotency-Key` counts for
 * POSTs and is tied to the actor, this very path and the body.
 */
export const Context = createParamDecorator(
  (_data: undefined, execution: ExecutionContext): RequestContext =>
    requestContextOf(execution.switchToHttp().getRequest<FastifyRequest>()),
);

/** Throws UNAUTHENTICATED without an actor and INVALID_REQUEST for a malformed `Idempotency-Key` or `dryRun`. */
export function requestContextOf(request: FastifyRequest): RequestContext {
  if (request.actor === undefined) throw new AppError('UNAUTHENTICATED');
  const idempotency = idempotencyOf(request);
  return {
    actor: request.actor,
    requestId: request.id,
    ...(isDryRun(request.query) && { dryRun: true }),
    ...(idempotency && { idempotency }),
  };
}

function isDryRun(query: unknown): boolean {
  const { dryRun } = query as { dryRun?: unknown };
  if (dryRun === undefined || dryRun === 'false') return false;
  if (dryRun === 'true') return true;
  throw invalid('dryRun', 'must be true or false');
}

function idempotencyOf(request: FastifyRequest): RequestContext['idempotency'] | null {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid('Idempotency-Key', 'must be 1–255 visible ASCII characters');
  }
  const [path = '', query = ''] = request.url.split('?', 2);
  const body = `${query}\n${canonicalize(request.body ?? null) ?? 'null'}`;
  return {
    key,
    route: `${request.method} ${path}`,
    bodyHash: createHash('sha256').update(body).digest('hex'),
  };
}

function invalid(path: string, message: string): AppError {
  return new AppError('INVALID_REQUEST', { issues: [{ path, message }] });
}
