import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config/index.js';
import type { Logger } from '../logging/index.js';
import { answerMalformed } from './answer-malformed.js';
import { requestIdOf } from './request-id.js';
import { sendError } from './send-error.js';

const MEBIBYTE = 1_048_576;
const MAX_PARAM_LENGTH = 256;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 72_000;

/** Largest body of ordinary routes, in bytes. */
export const BODY_LIMIT = MEBIBYTE;

/** Largest body of the import, in bytes. */
export const IMPORT_BODY_LIMIT = 20 * MEBIBYTE;

/** The Fastify adapter with our limits; what the router itself refuses is answered like every other error. */
export function createAdapter(config: Config, logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    skipMiddie: true,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    clientErrorHandler: answerMalformed,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendError(error, request, reply, logger);
    },
  });
}
