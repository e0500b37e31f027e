import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logging/index.js';
import { isBodyUnderWay, letBodyPass } from './let-body-pass.js';
import { refuseUnstorableText } from './refuse-unstorable-text.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Judges a request before its body is read: throws to refuse it. */
export type Admission = (request: import('fastify').FastifyRequest) => Promise<void>;

/** What the hooks need from the rest of the server. */
export interface HookPorts {
  readonly logger: Logger;
  readonly admit: Admission;
}

/**
 * The pipeline every request passes before Nest: request id and security headers, then admission
 * (credential, limits, role), then, with the body read, the refusal of text that cannot be stored.
 */
export function installHooks(fastify: FastifyInstance, { logger, admit }: HookPorts): void {
  fastify.removeContentTypeParser('text/plain');
  acceptEmptyBodies(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(SECURITY_HEADERS);
    done();
  });
  fastify.addHook('onRequest', async (request) => {
    if (!request.is404) await admit(request);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    refuseUnstorableText(request.params, 'path');
    refuseUnstorableText(request.query, 'query');
    refuseUnstorableText(request.body, 'body');
    done();
  });
  answerAfterBody(fastify);
  logResponses(fastify, logger);
}

/** What is refused before its body was read is answered after that has come in. */
function answerAfterBody(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    if (!isBodyUnderWay(request.raw)) return done(null, payload);
    void letBodyPass(request.raw).then(() => done(null, payload));
  });
}

/** An emergency typed by hand often carries the JSON header and no body; a route that needs one refuses `undefined` itself. */
function acceptEmptyBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (body.length === 0) done(null, undefined);
      else void parse(request, body, done);
    },
  );
}

const QUIET = /^\/(?:sdk|ofrep)\/v1\/|^\/(?:health|ready|metrics)$/;

function logResponses(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = QUIET.test(request.url) ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      logger[level](
        {
          requestId: request.id,
          method: request.method,
          path: request.url.split('?')[0],
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          ...(request.actor && { actor: `${request.actor.kind}:${request.actor.id}` }),
        },
        'request',
      );
    }
    done();
  });
}
