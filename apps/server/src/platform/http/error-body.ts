import type { ErrorBody } from '@sluice/protocol';
import type { AppError } from '../errors/app-error.js';

/** The body of an error answer; an unexpected failure says nothing about its cause. */
export function errorBody(error: AppError, requestId: string): ErrorBody {
  return { code: error.code, message: error.message, details: error.details, requestId };
}
