import type { Server } from 'node:http';

const LOOK_EVERY_MS = 50;

/** Counts the requests of a server that are under way. */
export class OpenRequests {
  #count = 0;

  constructor(server: Server) {
    server.prependListener('request', (_request, response) => {
      this.#count++;
      response.once('close', () => this.#count--);
    });
  }

  get count(): number {
    return this.#count;
  }
}

/**
 * Ends the connections of a server that no longer listens: as soon as no request is under way, and
 * whatever is under way after `finishMs`. A connection that never sent a request counts as busy for
 * Node, and would hold up the end. Returns how to call it off.
 */
export function hangUp(server: Server, requests: OpenRequests, finishMs: number): () => void {
  const began = performance.now();
  const timer = setInterval(() => {
    if (server.listening) return;
    if (requests.count === 0 || performance.now() - began > finishMs) server.closeAllConnections();
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}
