import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiter } from '../../platform/http/index.js';
import type { SdkAdmission } from '../delivery/index.js';
import type { ChangeEvents } from './change-events.js';
import type { EventTickets } from './event-tickets.js';
import type { OfrepTraffic } from './ofrep-traffic.js';
import { refuse, type Refusal } from './refuse.js';
import { EVENT_HEADERS } from './response-headers.js';

/** What the route of the change events needs. */
export interface EventsParts {
  readonly events: ChangeEvents;
  readonly tickets: EventTickets;
  readonly admission: SdkAdmission;
  readonly traffic: OfrepTraffic;
  readonly addressOf: (request: IncomingMessage) => string;
  /** Connections per second and key. */
  readonly sdkRateLimit: number;
}

/** `GET /ofrep/v1/events?ticket=…`: server-sent events that tell a provider to refetch. */
export class EventsEndpoint {
  readonly #limiter = new RateLimiter(() => performance.now());

  constructor(private readonly parts: EventsParts) {}

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { tickets, admission, addressOf } = this.parts;
    if (request.method !== 'GET') {
      return this.#refuse(request, response, {
        code: 'METHOD_NOT_ALLOWED',
        allow: 'GET, OPTIONS',
      });
    }
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const key = tickets.keyOf(searchParams.get('ticket'), Date.now());
    if (key === null) {
      const admittance = admission.admit(null, addressOf(request));
      if ('ok' in admittance && !admittance.ok) this.#refuse(request, response, admittance);
      else this.#refuse(request, response, { code: 'UNAUTHENTICATED' });
      return;
    }
    const waitMs = this.#limiter.take(key.id, key.rateLimit ?? this.parts.sdkRateLimit);
    if (waitMs > 0) {
      const retryAfterSeconds = Math.ceil(waitMs / 1000);
      return this.#refuse(request, response, { code: 'RATE_LIMITED', retryAfterSeconds });
    }
    response.writeHead(200, [...EVENT_HEADERS]);
    const lastEventId = request.headers['last-event-id'];
    this.parts.events.subscribe(response, key, [lastEventId].flat()[0]);
    this.parts.traffic.count('events', 200);
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    this.parts.traffic.count('events', refuse(request, response, refusal));
  }
}
