import type { EventBatch } from '@sluice/protocol';
import type { HttpRequest, HttpResponse, SendHttp } from '../ports/http.js';
import type { EventsAnswer, Failure, Request, SnapshotAnswer } from '../ports/transport.js';
import { networkFailure, responseFailure } from './response-failure.js';

/** `GET /sdk/v1/snapshot`, unless it still is what the entity tag says. */
export function requestSnapshot(send: SendHttp, etag: string | null): Request<SnapshotAnswer> {
  const headers = {
    accept: 'application/json',
    ...(etag !== null && { 'if-none-match': etag }),
  };
  return exchange(send, { method: 'GET', path: '/sdk/v1/snapshot', headers }, snapshotAnswer);
}

/** `POST /sdk/v1/events`. */
export function requestEvents(send: SendHttp, batch: EventBatch): Request<EventsAnswer> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(batch);
  return exchange(send, { method: 'POST', path: '/sdk/v1/events', headers, body }, eventsAnswer);
}

function exchange<T>(
  send: SendHttp,
  request: HttpRequest,
  read: (response: HttpResponse) => Promise<T>,
): Request<T | Failure> {
  const sent = send(request);
  return {
    answer: sent.response.then(read).catch(networkFailure),
    abort: () => sent.abort(),
  };
}

async function snapshotAnswer(response: HttpResponse): Promise<SnapshotAnswer> {
  const serverTime = Number(response.header('sluice-time') ?? NaN);
  if (response.status === 304) return { kind: 'unchanged', serverTime };
  if (response.status !== 200) return responseFailure(response);
  const text = await response.text();
  try {
    return { kind: 'snapshot', body: JSON.parse(text) as unknown, serverTime };
  } catch {
    return { kind: 'failed', message: 'its snapshot is not JSON' };
  }
}

/** Statuses after which sending the same batch again cannot help. */
const NEVER_TAKEN: readonly number[] = [400, 404, 405, 413, 415, 422];

async function eventsAnswer(response: HttpResponse): Promise<EventsAnswer> {
  if (response.status >= 200 && response.status < 300) return { kind: 'accepted' };
  const failure = await responseFailure(response);
  return NEVER_TAKEN.includes(response.status)
    ? { kind: 'dropped', message: failure.message }
    : failure;
}
