import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/index.js';
import { noRouteError } from './not-found.js';
import type { RouteTable } from './route-table.js';
import { sendError } from './send-error.js';

/** Answers every failure with the one error body; what was unexpected is logged with its cause. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly table: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendError(this.sharpened(error, request), request, reply, this.logger);
  }

  /** Only Nest's own "no such route" is a plain 404; modules raise AppError. */
  private sharpened(error: unknown, request: FastifyRequest): unknown {
    const noRoute = error instanceof HttpException && error.getStatus() === 404;
    return noRoute ? noRouteError(this.table, request.method, request.url) : error;
  }
}
