import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

// A proxy that compresses marks the tag as weak; the number is the same.
const VERSION = /^(?:W\/)?"(\d{1,9})"$/;

/** Parameter: the version named by `If-Match: "<version>"`. */
export const IfMatch = createParamDecorator((_data: undefined, context: ExecutionContext): number =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** Throws VERSION_REQUIRED without the header and INVALID_REQUEST where it names no single version; `*` is refused. */
export function versionOf(header: string | undefined): number {
  if (header === undefined || header.trim() === '') throw new AppError('VERSION_REQUIRED');
  const version = VERSION.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new AppError('INVALID_REQUEST', {
      issues: [
        {
          path: 'If-Match',
          message: `must be one version in quotes, such as "3"; got ${header.slice(0, 80)}`,
        },
      ],
    });
  }
  return Number(version);
}
