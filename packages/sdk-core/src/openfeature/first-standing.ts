import type { FlagClient } from '../client/flag-client.js';

/** When a start is over. */
export interface FirstStanding {
  /** Longest wait for the server's word, ms. */
  readonly timeoutMs: number;
  /** Flags from a cache or a bootstrap are enough, and the server's word may come later. */
  readonly cachedIsEnough: boolean;
}

/** Waits until a client is live, is cut off with something to serve, or fails; null, or why it failed. Never rejects. */
export function firstStanding(client: FlagClient, first: FirstStanding): Promise<Error | null> {
  const serves = (): boolean =>
    client.revision !== null && (first.cachedIsEnough || client.state === 'stale');
  return new Promise((resolve) => {
    const settle = (problem: Error | null): void => {
      stop();
      resolve(problem);
    };
    const stop = client.on('stateChange', () => {
      if (serves()) settle(null);
    });
    client.ready({ timeoutMs: first.timeoutMs }).then(
      () => settle(null),
      (reason: unknown) => settle(reason instanceof Error ? reason : new Error(String(reason))),
    );
    if (serves()) settle(null);
  });
}
