import type { SluiceClient } from '../sluice-client.js';
import { isServerAhead } from './is-server-ahead.js';
import type { SluiceScope } from './sluice-context.js';

const DEFAULT_TIMEOUT_MS = 1_000;

interface Wait {
  readonly over: Promise<void>;
  isOver: boolean;
}

const waits = new WeakMap<SluiceClient, Map<number, Wait>>();

/**
 * Suspends the component that renders (throws a promise, as React 18 and 19 expect) while a client
 * has no flags at all, for at most `timeoutMs` (default 1 000) from the first time anybody asked.
 * Never suspends a client that has flags from the cache, a bootstrap or the server, or that is refused,
 * nor while there is what the server rendered with: React would take that off the page.
 */
export function suspendWithoutFlags(scope: SluiceScope, timeoutMs = DEFAULT_TIMEOUT_MS): void {
  const { client } = scope;
  if (client.revision !== null || client.state !== 'initializing' || isServerAhead(scope)) return;
  const wait = waitFor(client, timeoutMs);
  // React's protocol for suspending; it is no error.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  if (!wait.isOver) throw wait.over;
}

function waitFor(client: SluiceClient, timeoutMs: number): Wait {
  let ofClient = waits.get(client);
  if (ofClient === undefined) waits.set(client, (ofClient = new Map<number, Wait>()));
  const known = ofClient.get(timeoutMs);
  if (known !== undefined) return known;
  const end = (): void => {
    wait.isOver = true;
  };
  const wait: Wait = { over: client.ready({ timeoutMs }).then(end, end), isOver: false };
  ofClient.set(timeoutMs, wait);
  return wait;
}
