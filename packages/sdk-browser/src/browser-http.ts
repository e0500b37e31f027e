import type { HttpRequest, HttpResponse, SendHttp } from '@sluice/sdk-core';

/** Sends requests to one server with one key, by `fetch`; events outlive the page (`keepalive`). */
export function browserHttp(base: string, key: string): SendHttp {
  return ({ method, path, headers, body }: HttpRequest) => {
    const controller = new AbortController();
    const sent = fetch(base + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${key}` },
      credentials: 'omit',
      signal: controller.signal,
      ...(body !== undefined && { body, keepalive: body.length <= MOST_KEPT_ALIVE }),
    });
    return { response: sent.then(httpResponse), abort: () => controller.abort() };
  };
}

/** Browsers refuse `keepalive` beyond 64 KiB of all requests under way. */
const MOST_KEPT_ALIVE = 30_000;

/** A response of `fetch`, its body not read yet. */
export function httpResponse(response: Response): HttpResponse {
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    text: () => response.text(),
  };
}
