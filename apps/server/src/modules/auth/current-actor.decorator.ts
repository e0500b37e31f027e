import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from './domain/actor.js';

/** Parameter: who calls. Only on routes that take a token. */
export const CurrentActor = createParamDecorator(
  (_data: undefined, context: ExecutionContext): Actor => {
    const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
    if (actor === undefined) throw new AppError('UNAUTHENTICATED');
    return actor;
  },
);
