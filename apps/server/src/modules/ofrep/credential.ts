import type { IncomingMessage } from 'node:http';
import { bearerToken } from '../auth/index.js';

const SECRET = /^[\x21-\x7e]{1,512}$/;

/** The credential of a request: its secret, and the text under which a good one is remembered. */
export interface Credential {
  readonly secret: () => string | null;
  readonly remembered: string | undefined;
}

/** The SDK key of `Authorization: Bearer` or, where that header is missing, of `X-API-Key`. */
export function credentialOf({ headers }: IncomingMessage): Credential {
  const { authorization } = headers;
  const apiKey = headers['x-api-key'];
  if (authorization !== undefined || typeof apiKey !== 'string') {
    return { secret: () => bearerToken(authorization), remembered: authorization };
  }
  const secret = apiKey.trim();
  // Never the text of an Authorization header, so that neither admits what only the other may.
  return {
    secret: () => (SECRET.test(secret) ? secret : null),
    remembered: `X-API-Key: ${secret}`,
  };
}
