import type { IncomingMessage } from 'node:http';
import { bearerToken } from '../auth/index.js';

const SECRET = /^[\x21-\x7e]{1,512}$/;

/** The credential of a request: its secret, and the text under which a good one is remembered. */
export interface Credential {
  readonly secret: () => string | null;
  readonly remembered: string | undefined;
}

const BEARER = /^\s*bearer(?:\s|$)/i;

/**
 * The SDK key of `Authorization: Bearer` or, where that header is missing or of another scheme (a
 * proxy's `Basic`), of `X-API-Key`: OFREP asks for one of both.
 */
export function credentialOf({ headers }: Pick<IncomingMessage, 'headers'>): Credential {
  const { authorization } = headers;
  const apiKey = headers['x-api-key'];
  const bearer = authorization !== undefined && BEARER.test(authorization);
  if (bearer || typeof apiKey !== 'string') {
    return { secret: () => bearerToken(authorization), remembered: authorization };
  }
  const secret = apiKey.trim();
  // Never the text of an Authorization header, so that neither admits what only the other may.
  return {
    secret: () => (SECRET.test(secret) ? secret : null),
    remembered: `X-API-Key: ${secret}`,
  };
}
