import { HttpException } from '@nestjs/common';
import { ERROR_CODES, type ErrorCode } from '@sluice/protocol';
import { AppError } from '../errors/app-error.js';

const BY_FASTIFY_CODE: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'INVALID_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INVALID_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INVALID_REQUEST',
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_BAD_URL: 'INVALID_REQUEST',
  FST_ERR_MAX_PARAM_LENGTH: 'INVALID_REQUEST',
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  503: 'SHUTTING_DOWN',
};

/**
 * What `error` means to a caller: itself where it is an AppError, the matching code for what Fastify
 * or Nest refused, and INTERNAL (with the cause, which stays in the log) for everything else.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const cause = error instanceof HttpException ? (error.cause ?? error) : error;
  const fastifyCode = BY_FASTIFY_CODE[stringField(cause, 'code')];
  if (fastifyCode) return new AppError(fastifyCode, detailsOf(cause, fastifyCode));
  const status = statusOf(error);
  const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'INVALID_REQUEST' : null);
  if (code === null) return new AppError('INTERNAL', {}, { cause: error });
  return new AppError(code, {}, { cause: error, message: messageOf(error, code) });
}

function detailsOf(cause: unknown, code: ErrorCode): Record<string, unknown> {
  return code === 'INVALID_REQUEST' || code === 'INVALID_JSON'
    ? { issues: [{ path: '', message: stringField(cause, 'message') }] }
    : {};
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

/** Messages of the framework say what was wrong with a shape; for the rest our own sentence is clearer. */
function messageOf(error: unknown, code: ErrorCode): string {
  const given = stringField(error, 'message');
  return code === 'INVALID_REQUEST' && given !== '' ? given : ERROR_CODES[code].message;
}

function stringField(value: unknown, name: string): string {
  const field = (value as Record<string, unknown> | null | undefined)?.[name];
  return typeof field === 'string' ? field : '';
}
