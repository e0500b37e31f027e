import type { IncomingMessage, ServerResponse } from 'node:http';
import { ofrepRouteOf } from './domain/ofrep-route.js';
import type { EvaluationEndpoint } from './evaluation-endpoint.js';
import type { EventsEndpoint } from './events-endpoint.js';
import { PREFLIGHT_HEADERS } from './response-headers.js';

/** Every OFREP route, below Nest and Fastify. */
export class OfrepEndpoint {
  constructor(
    private readonly evaluation: EvaluationEndpoint,
    private readonly events: EventsEndpoint,
  ) {}

  /** Answers a request for an OFREP route; false, untouched, for any other path. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const route = ofrepRouteOf(request.url ?? '');
    if (route === null) return false;
    if (request.method === 'OPTIONS') response.writeHead(204, [...PREFLIGHT_HEADERS]).end();
    else if (route.kind === 'events') this.events.handle(request, response);
    else this.evaluation.handle(request, response, route);
    return true;
  }
}
