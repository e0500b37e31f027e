import type { Config } from '../../config/index.js';

const DELIVERY = /^\/(?:sdk|ofrep)\/v1(?:\/|$|\?)/;
const EXPOSED = ['ETag', 'Sluice-Time', 'Retry-After', 'X-Request-Id'];
const DAY_SECONDS = 86_400;

/** What `@fastify/cors` takes for one request. */
export interface CorsAnswer {
  readonly origin: string | false | string[];
  readonly methods?: string[];
  readonly exposedHeaders?: string[];
  readonly maxAge?: number;
}

/**
 * CORS for a request path: SDK delivery is open to pages of every origin (client keys are public),
 * everything else to the origins of `CORS_ORIGINS`, by default none. Credentials travel in
 * `Authorization`, never in cookies, so `*` gives away nothing by itself.
 */
export function corsAnswer(url: string, { corsOrigins }: Pick<Config, 'corsOrigins'>): CorsAnswer {
  if (DELIVERY.test(url)) {
    return { origin: '*', methods: ['GET', 'POST'], exposedHeaders: EXPOSED, maxAge: DAY_SECONDS };
  }
  if (corsOrigins.length === 0) return { origin: false };
  return {
    origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [...EXPOSED, 'Idempotency-Replayed'],
    maxAge: DAY_SECONDS,
  };
}
