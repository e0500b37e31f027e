import type { ApiFailure } from './api-failure.js';

type FailureBody = ApiFailure['body'];

const SHOWN = 200;

/** The error body of an answer; where something else answered (a proxy, another program) one is made that says so. */
export function failureBodyOf(response: Response, text: string): FailureBody {
  return readBody(text) ?? strangerBody(response, text);
}

function readBody(text: string): FailureBody | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { code, message, details, requestId } = value as Partial<FailureBody>;
    if (typeof code !== 'string' || typeof message !== 'string') return null;
    return { code, message, details: details ?? {}, requestId: requestId ?? '' };
  } catch {
    return null;
  }
}

function strangerBody(response: Response, text: string): FailureBody {
  const requestId = response.headers.get('x-request-id') ?? '';
  const location = response.headers.get('location');
  const said = saidBy(text);
  const message =
    location === null
      ? `HTTP ${response.status} from something that is not Sluice${said === '' ? '.' : `: ${said}`}`
      : `HTTP ${response.status}: the address redirects to ${location}. Use that address; credentials do not follow redirects.`;
  return { code: `HTTP_${response.status}`, message, details: {}, requestId };
}

/** The title of a page (proxies answer with pages), else the text itself; one line, at most so long. */
function saidBy(text: string): string {
  const title = oneLine(/<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? '');
  return (title === '' ? oneLine(text) : title).slice(0, SHOWN);
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
