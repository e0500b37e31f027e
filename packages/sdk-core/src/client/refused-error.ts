/** Why `ready` rejects for a key that the server refuses. */
export function refusedError(reason: string | null): Error {
  return new Error(`Sluice refused the SDK key: ${reason ?? 'no reason given.'}`);
}
