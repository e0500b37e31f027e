/** Local storage; null where there is none, as in a worker or where the user forbids it. */
export function localStore(): Storage | null {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage ?? null;
  } catch {
    return null;
  }
}
