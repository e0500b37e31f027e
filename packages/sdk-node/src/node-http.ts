import type { HttpRequest, HttpResponse, SendHttp } from '@sluice/sdk-core';
import { readBody } from './read-body.js';

const LONGEST_ERROR_BYTES = 64 * 1024;

/** Sends requests to one server with one key, by Node's own fetch. Redirects are not followed: they would carry the key elsewhere. */
export function nodeHttp(url: URL, key: string): SendHttp {
  const base = url.href.replace(/\/$/, '');
  return ({ method, path, headers, body }: HttpRequest) => {
    const controller = new AbortController();
    const sent = fetch(base + path, {
      method,
      headers: { ...headers, 'accept-encoding': 'br, gzip', authorization: `Bearer ${key}` },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: controller.signal,
    });
    return {
      response: sent.then((response) => httpResponse(response, method)),
      abort: () => controller.abort(),
    };
  };
}

async function httpResponse(
  response: Response,
  method: HttpRequest['method'],
): Promise<HttpResponse> {
  const { status } = response;
  // A body that nobody reads would hold its connection, and the process with it.
  const isRead = (status === 200 && method === 'GET') || status >= 400;
  if (!isRead) await response.body?.cancel();
  const most = status === 200 ? undefined : LONGEST_ERROR_BYTES;
  return {
    status,
    header: (name) => response.headers.get(name),
    text: () => (isRead ? readBody(response, most) : Promise.resolve('')),
  };
}
