/** Why `ready` rejects when its time is up; the client goes on. */
export function lateError(trouble: string, serving: string): Error {
  return new Error(
    `Sluice is not ready in time: ${trouble}. It goes on trying and serves ${serving} meanwhile. Check the url and that the server runs.`,
  );
}
