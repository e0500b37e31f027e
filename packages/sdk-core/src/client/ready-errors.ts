/** Why `ready` rejects when its time is up; the client goes on. */
export function lateError(trouble: string, serving: string): Error {
  return new Error(
    `Sluice is not ready in time: ${trouble}. It goes on trying and serves ${serving} meanwhile. Check the url and that the server runs.`,
  );
}

/** Why `ready` rejects for a key that the server refuses. */
export function refusedError(reason: string | null): Error {
  return new Error(`Sluice refused the SDK key: ${reason ?? 'no reason given.'}`);
}

/** Why `ready` rejects after `close()`. */
export function closedError(): Error {
  return new Error('This Sluice client is closed. Create another one with createClient().');
}
