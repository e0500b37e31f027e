import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLI_VERSION } from '../cli-version.js';
import { CliError } from '../command/cli-error.js';
import { adviceOf } from './advice-of.js';
import { ApiFailure } from './api-failure.js';
import type { ApiAnswer, ApiRequest, Query } from './api-request.js';
import { failureBodyOf } from './failure-body.js';
import { retryDelayMs } from './retry-delay.js';
import { isUnsent, Unreachable } from './unreachable.js';
import { within } from './within.js';

const TIMEOUT_MS = 20_000;
const PAGE = 200;

/** Where an API is and how to get in. */
export interface ApiAccess {
  /** Without a slash at its end: `https://flags.example.com`, `https://example.com/flags`. */
  readonly url: string;
  readonly token: string;
}

/** A page as every list answers it. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Calls the admin API: retries what can be retried, throws {@link ApiFailure} or {@link Unreachable}. */
export class ApiClient {
  readonly url: string;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor(access: ApiAccess, signal: AbortSignal) {
    this.url = access.url;
    this.#token = access.token;
    this.#signal = signal;
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return (await this.request<T>({ method: 'GET', path, query })).body;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await this.request<T>({ method: 'POST', path, body })).body;
  }

  /** All pages as one, or the first `limit` items; `nextCursor` is null where that is everything. */
  async list<T>(path: string, query: Query = {}, limit = Infinity): Promise<Page<T>> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const size: number = Math.min(PAGE, limit - items.length);
      const page: Page<T> | null = await this.get<Page<T> | null>(path, {
        ...query,
        limit: size,
        cursor: cursor ?? undefined,
      });
      if (!Array.isArray(page?.items)) throw notAPage(this.url);
      items.push(...page.items);
      // Without items, or with the cursor that led here, it is the last: no list goes on for ever.
      const isLast: boolean = page.items.length === 0 || page.nextCursor === cursor;
      cursor = isLast ? null : page.nextCursor;
    } while (cursor !== null && items.length < limit);
    return { items, nextCursor: cursor };
  }

  /** One call with all its retries; POSTs carry one Idempotency-Key through all of them. */
  async request<T>(request: ApiRequest): Promise<ApiAnswer<T>> {
    const headers = this.#headersOf(request);
    const repeatable = request.method === 'GET' || request.method === 'POST';
    const begun = performance.now();
    for (let count = 1; ; count += 1) {
      const outcome = await this.#attempt<T>(request, headers);
      if (!(outcome instanceof Error)) return outcome;
      const delayMs = retryDelayMs({
        count,
        status: outcome instanceof ApiFailure ? outcome.status : null,
        unsent: outcome instanceof Unreachable && outcome.unsent,
        elapsedMs: performance.now() - begun,
        repeatable,
        retryAfterSeconds: outcome instanceof ApiFailure ? retryAfterOf(outcome) : null,
        chance: Math.random(),
      });
      if (delayMs === null) throw outcome;
      await sleep(delayMs, undefined, { signal: this.#signal });
    }
  }

  #headersOf({ method, body, ifMatch }: ApiRequest): Record<string, string> {
    return {
      authorization: `Bearer ${this.#token}`,
      accept: 'application/json',
      'user-agent': `sluice-cli/${CLI_VERSION}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    };
  }

  async #attempt<T>(
    request: ApiRequest,
    headers: Record<string, string>,
  ): Promise<ApiAnswer<T> | ApiFailure | Unreachable> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const send = async (signal: AbortSignal): Promise<{ response: Response; text: string }> => {
      const init: RequestInit = { method: request.method, headers, redirect: 'manual', signal };
      const response = await fetch(
        this.#urlOf(request),
        body === undefined ? init : { ...init, body },
      );
      return { response, text: await response.text() };
    };
    try {
      const timeoutMs = request.timeoutMs ?? TIMEOUT_MS;
      const { response, text } = await within(timeoutMs, this.#signal, send);
      const answer = response.ok ? parsed<T>(text) : undefined;
      if (answer !== undefined) return { body: answer, headers: response.headers };
      const failure = failureBodyOf(response, text);
      return new ApiFailure(response.status, failure, adviceOf(response.status, failure));
    } catch (error) {
      this.#signal.throwIfAborted();
      return new Unreachable(this.url, error, isUnsent(error));
    }
  }

  #urlOf({ path, query = {} }: ApiRequest): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value)]),
    );
    return `${this.url}/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
  }
}

function notAPage(url: string): CliError {
  return new CliError(`${url} answered with something that is no list of Sluice's.`, {
    advice: '`sluice whoami` shows which server is used, and from where that is known.',
  });
}

/** The answer; undefined where it is no JSON, which Sluice never sends. */
function parsed<T>(text: string): T | undefined {
  try {
    return (text === '' ? null : JSON.parse(text)) as T;
  } catch {
    return undefined;
  }
}

function retryAfterOf({ body }: ApiFailure): number | null {
  const seconds = body.details.retryAfterSeconds;
  return typeof seconds === 'number' && seconds >= 0 ? seconds : null;
}
