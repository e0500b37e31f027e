import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '@sluice/evaluator';
import { letBodyPass } from '../../platform/http/index.js';
import type { SdkAdmission, SdkAdmittance, SdkKey } from '../delivery/index.js';
import { matchesEtag } from '../snapshot/index.js';
import { credentialOf } from './credential.js';
import type { OfrepFailure } from './domain/ofrep-failure.js';
import type { OfrepRoute } from './domain/ofrep-route.js';
import { readEvaluationRequest } from './domain/read-evaluation-request.js';
import type { EventTickets } from './event-tickets.js';
import type { AnswerableView, FlagAnswers } from './flag-answers.js';
import type { LagRepair } from './lag-repair.js';
import type { OfrepTraffic } from './ofrep-traffic.js';
import { readBody } from './read-body.js';
import { refuse, type Refusal } from './refuse.js';
import { BULK_HEADERS, SINGLE_HEADERS } from './response-headers.js';

/** What the evaluation routes answer from. */
export interface EvaluationParts {
  readonly answers: FlagAnswers;
  readonly admission: SdkAdmission;
  readonly tickets: EventTickets;
  readonly lag: LagRepair;
  readonly traffic: OfrepTraffic;
  readonly addressOf: (request: IncomingMessage) => string;
}

type EvaluationRoute = Exclude<OfrepRoute, { kind: 'events' }>;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: EvaluationRoute;
}

interface Question {
  readonly key: SdkKey;
  readonly context: Context;
}

/** `POST /ofrep/v1/evaluate/flags` and `…/{key}` (OFREP 0.3), from memory alone. */
export class EvaluationEndpoint {
  constructor(private readonly parts: EvaluationParts) {}

  /** Answers a request; admission comes before the body is read. */
  handle(request: IncomingMessage, response: ServerResponse, route: EvaluationRoute): void {
    const exchange = { request, response, route };
    if (request.method !== 'POST') {
      return this.#refuse(exchange, { code: 'METHOD_NOT_ALLOWED', allow: 'POST, OPTIONS' });
    }
    const { admission, addressOf } = this.parts;
    const { secret, remembered } = credentialOf(request);
    const admittance =
      admission.admitKnown(remembered) ?? admission.admit(secret(), addressOf(request), remembered);
    if ('ok' in admittance) return this.#admitted(exchange, admittance);
    admittance.then(
      (resolved) => this.#admitted(exchange, resolved),
      () => this.#refuse(exchange, { code: 'INTERNAL' }),
    );
  }

  #admitted(exchange: Exchange, admittance: SdkAdmittance): void {
    if (!admittance.ok) return this.#refuse(exchange, admittance);
    const encoding = exchange.request.headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') {
      const errorDetails = `The body is encoded as ${encoding.slice(0, 64)}. Send it as it is.`;
      return this.#fail(exchange, { errorCode: 'PARSE_ERROR', errorDetails });
    }
    readBody(exchange.request, (body) => {
      if (body === null) return this.#refuse(exchange, { code: 'BODY_TOO_LARGE' });
      const read = readEvaluationRequest(isUtf8(body) ? body.toString() : null);
      if (!read.ok) return this.#fail(exchange, read.failure);
      this.#answer(exchange, { key: admittance.key, context: read.context });
    });
  }

  #answer(exchange: Exchange, question: Question): void {
    const { route } = exchange;
    if (route.kind === 'malformed') {
      const errorDetails = 'The flag key in the path is not valid percent-encoding.';
      return this.#fail(exchange, { errorCode: 'PARSE_ERROR', errorDetails });
    }
    const view = this.parts.answers.viewOf(question.key.environmentId, question.key.kind);
    if (view === null) {
      return this.#refuse(exchange, { code: 'SNAPSHOT_UNAVAILABLE', retryAfterSeconds: 1 });
    }
    if (route.kind === 'single') return this.#answerOne(exchange, view, question, route.key);
    const waiting = this.parts.lag.repair(view.environment.state, wantedTag(exchange.request));
    if (waiting === null) return this.#answerAll(exchange, view, question);
    void waiting.then(() => this.#answerAfterWait(exchange, question));
  }

  #answerAfterWait(exchange: Exchange, question: Question): void {
    const view = this.parts.answers.viewOf(question.key.environmentId, question.key.kind);
    if (view !== null) return this.#answerAll(exchange, view, question);
    this.#refuse(exchange, { code: 'SNAPSHOT_UNAVAILABLE', retryAfterSeconds: 1 });
  }

  #answerOne(
    { response }: Exchange,
    view: AnswerableView,
    { context }: Question,
    flagKey: string,
  ): void {
    const { status, body } = this.parts.answers.one(view, flagKey, context, Date.now());
    response.writeHead(status, withLength(SINGLE_HEADERS, body)).end(body);
    this.parts.traffic.count('single', status);
  }

  #answerAll({ request, response }: Exchange, view: AnswerableView, question: Question): void {
    const { answers, tickets, traffic } = this.parts;
    const flags = answers.allText(view, question.context, Date.now());
    const body = `{"flags":${flags},"eventStreams":${tickets.eventStreamsOf(question.key)}}`;
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
    const status = matchesEtag(request.headers['if-none-match'], etag) ? 304 : 200;
    const headers = [...BULK_HEADERS, 'ETag', etag];
    if (status === 304) response.writeHead(304, headers).end();
    else {
      headers.push('Content-Type', 'application/json; charset=utf-8');
      response.writeHead(200, withLength(headers, body)).end(body);
    }
    traffic.count('bulk', status);
  }

  #fail(exchange: Exchange, failure: OfrepFailure): void {
    const { response, route } = exchange;
    const body = JSON.stringify(
      'key' in route ? { key: route.key, ...failure, metadata: {} } : failure,
    );
    response.writeHead(400, withLength(SINGLE_HEADERS, body)).end(body);
    this.parts.traffic.count(trafficOf(route), 400);
  }

  #refuse({ request, response, route }: Exchange, refusal: Refusal): void {
    void letBodyPass(request).then(() => {
      this.parts.traffic.count(trafficOf(route), refuse(request, response, refusal));
    });
  }
}

function withLength(headers: readonly string[], body: string): string[] {
  return [...headers, 'Content-Length', String(Buffer.byteLength(body))];
}

function wantedTag({ url = '' }: IncomingMessage): string | null {
  const query = url.indexOf('?');
  return query === -1 ? null : new URLSearchParams(url.slice(query)).get('flagConfigEtag');
}

function trafficOf({ kind }: EvaluationRoute): 'single' | 'bulk' {
  return kind === 'bulk' ? 'bulk' : 'single';
}
