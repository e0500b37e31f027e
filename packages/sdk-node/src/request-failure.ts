import { isRecord } from '@sluice/sdk-core';
import type { EventsAnswer } from '@sluice/sdk-core';
import { readBody } from './read-body.js';

type Trouble = Exclude<EventsAnswer, { kind: 'accepted' | 'dropped' }>;

/** Codes with which the server says that the key itself is no good (protocol, `ERROR_CODES`). */
const KEY_REFUSALS: ReadonlySet<unknown> = new Set([
  'KEY_INVALID',
  'KEY_REVOKED',
  'UNAUTHENTICATED',
  'WRONG_CREDENTIAL_KIND',
  'FORBIDDEN',
]);

const LONGEST_ERROR_BYTES = 64 * 1024;

/** What a response with an error status means. A 401 of somebody else, say a proxy, is no verdict on the key. */
export async function responseFailure(response: Response): Promise<Trouble> {
  const { status } = response;
  const body = await readBody(response, LONGEST_ERROR_BYTES).then(parsed, () => null);
  const code = isRecord(body) ? body.code : null;
  const said = isRecord(body) && typeof body.message === 'string' ? body.message : '';
  if ((status === 401 || status === 403) && KEY_REFUSALS.has(code))
    return { kind: 'refused', message: said || String(code) };
  if (status >= 300 && status < 400)
    return {
      kind: 'failed',
      message: `it redirects to ${response.headers.get('location') ?? 'nowhere'}; put the final address into \`url\``,
    };
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  const message = said ? `${said.slice(0, 300)} (HTTP ${status})` : `it answers HTTP ${status}`;
  return { kind: 'failed', message, ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) };
}

/** What a request that got no response means. */
export function networkFailure(error: unknown): Trouble {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? cause.message || cause.name : String(cause);
  return { kind: 'failed', message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
