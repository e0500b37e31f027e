import type { HttpResponse } from '../ports/http.js';
import type { Failure, Refusal } from '../ports/transport.js';
import { isRecord } from '../wire/is-record.js';

/** Codes with which the server says that the key itself is no good (protocol, `ERROR_CODES`). */
const KEY_REFUSALS: readonly unknown[] = [
  'KEY_INVALID',
  'KEY_REVOKED',
  'UNAUTHENTICATED',
  'WRONG_CREDENTIAL_KIND',
  'FORBIDDEN',
];

/** What a response with an error status means. A 401 of somebody else, say a proxy, is no verdict on the key. */
export async function responseFailure(response: HttpResponse): Promise<Failure | Refusal> {
  const { status } = response;
  const body = await response.text().then(parsed, () => null);
  const { code, message } = isRecord(body) ? body : {};
  const said = typeof message === 'string' ? message : '';
  if ((status === 401 || status === 403) && KEY_REFUSALS.includes(code))
    return { kind: 'refused', message: said || String(code) };
  if (status >= 300 && status < 400)
    return { kind: 'failed', message: 'it redirects; put the final address into `url`' };
  const seconds = Number(response.header('retry-after') ?? 0);
  return {
    kind: 'failed',
    message: said ? `${said.slice(0, 300)} (HTTP ${status})` : `it answers HTTP ${status}`,
    ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
  };
}

/** What a request that got no response means. */
export function networkFailure(error: unknown): Failure {
  const cause = (error as { cause?: unknown } | null)?.cause;
  const reason = cause instanceof Error ? cause : error;
  const message = reason instanceof Error ? reason.message || reason.name : String(reason);
  return { kind: 'failed', message };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
