import type { EventBatch } from '@sluice/protocol';
import type { EventsAnswer, Request, SnapshotAnswer } from '@sluice/sdk-core';
import { readBody } from './read-body.js';
import { networkFailure, responseFailure } from './request-failure.js';

/** `GET /sdk/v1/snapshot` and `POST /sdk/v1/events` by Node's own fetch. */
export class HttpDelivery {
  readonly #base: string;
  readonly #key: string;

  constructor(url: URL, key: string) {
    this.#base = url.href.replace(/\/$/, '');
    this.#key = key;
  }

  snapshot(etag: string | null): Request<SnapshotAnswer> {
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'br, gzip',
      ...(etag !== null && { 'if-none-match': etag }),
    };
    return this.#request('/sdk/v1/snapshot', { headers }, snapshotAnswer);
  }

  events(batch: EventBatch): Request<EventsAnswer> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(batch);
    return this.#request('/sdk/v1/events', { method: 'POST', headers, body }, eventsAnswer);
  }

  #request<T>(
    path: string,
    init: { readonly headers: Record<string, string> } & RequestInit,
    read: (response: Response) => Promise<T>,
  ): Request<T | ReturnType<typeof networkFailure>> {
    const controller = new AbortController();
    const headers = { ...init.headers, authorization: `Bearer ${this.#key}` };
    const answer = fetch(this.#base + path, {
      ...init,
      headers,
      redirect: 'manual',
      signal: controller.signal,
    }).then(read);
    return { answer: answer.catch(networkFailure), abort: () => controller.abort() };
  }
}

async function snapshotAnswer(response: Response): Promise<SnapshotAnswer> {
  const serverTime = Number(response.headers.get('sluice-time') ?? Number.NaN);
  if (response.status === 304) {
    await response.body?.cancel();
    return { kind: 'unchanged', serverTime };
  }
  if (response.status !== 200) return responseFailure(response);
  const text = await readBody(response);
  try {
    return { kind: 'snapshot', body: JSON.parse(text) as unknown, serverTime };
  } catch {
    return { kind: 'failed', message: 'its snapshot is not JSON' };
  }
}

/** Statuses after which sending the same batch again cannot help. */
const NEVER_TAKEN: ReadonlySet<number> = new Set([400, 404, 405, 413, 415, 422]);

async function eventsAnswer(response: Response): Promise<EventsAnswer> {
  if (response.ok) {
    await response.body?.cancel();
    return { kind: 'accepted' };
  }
  const failure = await responseFailure(response);
  return NEVER_TAKEN.has(response.status) ? { kind: 'dropped', message: failure.message } : failure;
}
