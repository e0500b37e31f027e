/** Why `ready` rejects after `close()`. */
export function closedError(): Error {
  return new Error('This Sluice client is closed. Create another one with createClient().');
}
